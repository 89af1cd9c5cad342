import { both } from '../../../shared/domain/bilingual.ts';
import type { HelpTable } from './command-help.ts';

const UNKNOWN = both('no campaign or rule is known by that name', '没有这个名称的活动或规则');

/** Commands about mail. */
export const MAIL: HelpTable = {
  campaign: {
    does: both(
      'the life of campaigns: list, pause, resume, cancel, release',
      '活动：列表、暂停、继续、取消、放行',
    ),
    when: both(
      'To see what was sent, and to stop it. A campaign is named by its id, by a rule of the policy, or `all`.',
      '想看发了什么、想停止发送时用。活动可以用编号、策略里的规则名，或 `all`（全部）来指定。',
    ),
    examples: [
      ['campaign list', both('what was sent', '已发出的邮件')],
      ['campaign pause all', both('stop every mail', '停止所有邮件')],
    ],
    fails: UNKNOWN,
  },
  'campaign list': {
    does: both('every campaign that has mails, with its state', '列出每个有邮件的活动及其状态'),
    when: both('To see how a mailing goes, and why it rests.', '想知道发送进度，或为什么停下时用。'),
    examples: [
      ['campaign list', both('sent, pending, unknown, delivered, bounced', '已发、待发、不明、送达、退信')],
    ],
    fails: both('the system is not up', '系统没有运行'),
  },
  'campaign pause': {
    does: both(
      'stop a campaign within two seconds; `all` stops every mail',
      '两秒内暂停一个活动；`all` 暂停所有邮件',
    ),
    when: both('When something is wrong. Nothing is lost.', '发现问题时立即使用，不会丢失任何邮件。'),
    examples: [
      ['campaign pause all', both('every mail', '所有邮件')],
      ['campaign pause quarterly-gold', both('one rule', '一条规则')],
    ],
    fails: UNKNOWN,
  },
  'campaign resume': {
    does: both('go on with exactly the rest', '从剩余部分继续发送'),
    when: both(
      'When what made it pause is mended; also where it paused itself.',
      '暂停的原因解决之后用；自动暂停的活动也一样。',
    ),
    examples: [
      ['campaign resume all', both('after `pause all`', '在 `pause all` 之后')],
      ['campaign resume quarterly-gold', both('one rule', '一条规则')],
    ],
    fails: UNKNOWN,
  },
  'campaign cancel': {
    does: both('send no more of it, for good', '永久取消，剩余邮件不再发送'),
    when: both(
      'When the rest shall never go out; pause first if you are not sure.',
      '剩余邮件确定不再发时用；不确定请先暂停。',
    ),
    examples: [['campaign cancel quarterly-regular', both('one rule', '一条规则')]],
    fails: UNKNOWN,
  },
  'campaign release': {
    does: both(
      'try the mails of unknown outcome once more; without --yes only show the odds',
      '结果不明的邮件再试一次；不加 --yes 只显示风险',
    ),
    when: both(
      'A day or more after a mailing with `unknown` mails: some may get the mail twice.',
      '发送一天以后仍有“不明”邮件时用：有人可能会收到两封。',
    ),
    examples: [
      [
        'campaign release quarterly-gold',
        both(
          'shows what it risks; the sample has no such mail, and it says so',
          '先看风险；示例店铺没有这样的邮件，会如实说明',
        ),
      ],
    ],
    fails: UNKNOWN,
    options: { '--yes': both('do it', '执行') },
  },
  'send-test': {
    does: both(
      'send one mail of a template, filled with made-up values, to yourself',
      '用虚构数据填好一封模板邮件，发给自己看',
    ),
    when: both('Before a template is used; no customer is mailed.', '模板启用之前用；不会发给任何客户。'),
    examples: [
      ['send-test gold me@example.com', both('in the shop’s language', '用店铺的语言')],
      ['send-test gold me@example.com --language en', both('in English', '英文版')],
    ],
    fails: both('no such template, or SES does not take the mail', '没有这个模板，或 SES 不接收'),
    options: {
      '--language': both('that of the shop without it', '不填则用店铺的语言'),
      '--tier': both(
        'the tier that the made-up customer is in (the highest without it)',
        '虚构客户的等级（不填则为最高等级）',
      ),
      '--policy': both(
        'the policy to take shop, tiers and links from, instead of the one in use',
        '用这份策略中的店铺、等级和链接，而不用正在使用的策略',
      ),
    },
  },
};
