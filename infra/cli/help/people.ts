import { both } from '../../../shared/domain/bilingual.ts';
import type { HelpTable } from './command-help.ts';

/** Commands about one person. */
export const PEOPLE: HelpTable = {
  override: {
    does: both(
      'give a customer a tier by hand, for a while and for a reason; --end takes it away',
      '手动给一位客户指定等级，须写明期限和原因；加 --end 取消',
    ),
    when: both(
      'When you know something that the orders do not say. The next run uses it; `explain` shows it and its reason.',
      '您知道订单里看不出来的情况时用。下一次运行生效；`explain` 会显示手动等级和原因。',
    ),
    examples: [
      [
        'override C00003 gold --until 2026-12-31 --why "press contact"',
        both('gold until the end of the year', '年底前为金牌'),
      ],
      ['override C00003 --end', both('the rules decide again', '重新由规则决定')],
    ],
    fails: both('customer, tier or date are refused', '客户、等级或日期不被接受'),
    options: {
      '--until': both(
        'its last day, YYYY-MM-DD; at most five years from now',
        '最后一天，如 2026-12-31；最长五年',
      ),
      '--why': both('the reason, for whoever asks later', '原因，供日后查询'),
      '--end': both('end the manual tier; the rules decide again', '取消手动等级，重新由规则决定'),
    },
  },
  export: {
    does: both(
      'write all that is held of a person into one file',
      '把系统保存的某个人的全部数据导出到一个文件',
    ),
    when: both(
      'When somebody asks what you hold of him. By id or e-mail address; only you can read the file.',
      '有人要求查阅或复制本人数据时用（个人信息保护法第四十五条）。可填客户编号或邮箱；文件只有您本人可读。',
    ),
    examples: [
      ['export C00003 --out person.json', both('an existing file is left alone', '不会覆盖已有文件')],
    ],
    fails: both('nobody is known by it, or the file exists already', '没有这个人，或文件已经存在'),
    options: {
      '--out': both('where to write it (person.json without it)', '写到哪里（不填则为 person.json）'),
    },
  },
  erase: {
    does: both(
      'remove a person from everything that is kept; nobody can undo it',
      '把一个人从所有保存的数据中删除，无法恢复',
    ),
    when: both(
      'When somebody wants to be forgotten. By id or e-mail address. Counts stay, as nobody’s; a keyed hash keeps him from being mailed or taken in again.',
      '有人要求删除个人信息时用（个人信息保护法第四十七条）。可填客户编号或邮箱。数量和金额保留但不再指向任何人；带密钥的哈希保证不会再发信，也不会再导入。',
    ),
    examples: [['erase C00003 --yes', both('asks first without --yes', '不加 --yes 会先询问')]],
    fails: both(
      'nobody is known by it, it was not confirmed, or something was still found',
      '没有这个人、未经确认，或核对时仍有残留',
    ),
    options: { '--yes': both('do it without asking', '不再询问，直接执行') },
  },
};
