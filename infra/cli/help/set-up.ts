import { both } from '../../../shared/domain/bilingual.ts';
import type { HelpTable } from './command-help.ts';

/** Commands that bring the system up and feed it. */
export const SET_UP: HelpTable = {
  local: {
    does: both(
      'run the whole system on this machine: take exports in, grade, and mail to a local inbox',
      '在本机运行整个系统：接收导出文件、评级，邮件只进本机收件箱',
    ),
    when: both(
      'To try everything out. `npm start` is this command on the sample. Nothing leaves this machine.',
      '想先试一试时用。`npm start` 就是用示例店铺运行这条命令。任何内容都不会离开本机。',
    ),
    examples: [
      ['local', both('the sample', '示例店铺')],
      ['local --once --out results', both('ends with the run', '运行完就结束')],
      [
        'local --exports shared/presets/sample/2026-07-01 --as-of 2026-06-30 --once',
        both('files of your own', '自己的文件'),
      ],
    ],
    fails: both('a file or the policy was refused, or a run failed', '文件或策略被拒收，或运行失败'),
    options: {
      '--exports': both(
        'exports, or folders of them: orders/, customers/, … below (without it: what --state holds, else the shipped sample)',
        '导出文件或其文件夹，下面可以有 orders/、customers/ 等（不填则用 --state 里已有的，否则用示例店铺）',
      ),
      '--policy': both(
        'the policy to grade by (the shipped default without it)',
        '评级用的策略（不填则用自带的默认策略）',
      ),
      '--as-of': both(
        'the date of the run, YYYY-MM-DD (today without it)',
        '运行日期，如 2026-09-30（不填则为今天）',
      ),
      '--state': both(
        'where the local cloud keeps everything (.tierwise without it)',
        '本机系统保存数据的目录（不填则为 .tierwise）',
      ),
      '--fresh': both('forget that state first', '先清空该目录'),
      '--once': both('end with the run', '运行完就结束'),
      '--stay': both(
        'stay up and take in what is uploaded, also without a terminal',
        '保持运行并接收上传，没有终端时也一样',
      ),
      '--out': both('receives the results of each run', '每次运行的结果写到这个目录'),
    },
  },
  upload: {
    does: both(
      'put an export, its mapping, manual tiers, a mail template, offer codes or a policy where marketing would, and tell what becomes of it',
      '上传导出文件、列映射、手动等级、邮件模板、优惠码或策略，并告知处理结果',
    ),
    when: both('Whenever there is something new; a run follows by itself.', '有新文件时用，之后会自动运行。'),
    examples: [
      ['upload shared/presets/sample/2026-10-01/customers.csv --as customers', both('customers', '客户资料')],
      ['upload shared/presets/default.yaml', both('a policy', '策略')],
    ],
    fails: both('the file was refused; it says why and what to do', '文件被拒收；会说明原因和修改方法'),
    options: {
      '--as': both(
        'what the file holds (without it: manual tiers by their heads, templates by .liquid, else orders)',
        '文件内容（不填则按表头认出手动等级、按 .liquid 认出模板，否则当作订单）',
      ),
      '--no-wait': both('end as soon as the file is there', '上传完就结束，不等处理结果'),
    },
  },
  withdraw: {
    does: both(
      'take an upload out of what counts, by its key (orders/march.csv) or its id; uploading it again undoes that',
      '撤回一份上传，不再计入；用键名（orders/march.csv）或编号指定，重新上传即可恢复',
    ),
    when: both('When a wrong file was taken in.', '传错了文件时用。'),
    examples: [
      [
        'withdraw orders/orders-since-june.csv',
        both('the newest upload of that name', '该名称最近的一次上传'),
      ],
    ],
    fails: both('no upload is known by it', '没有这份上传'),
    options: {
      '--all': both(
        'every upload of the same bytes, not only the newest',
        '内容相同的每一次上传，而不只是最近一次',
      ),
    },
  },
  inspect: {
    does: both(
      'what intake would make of a file; nothing is taken in',
      '预览系统会怎样读一份文件，不会真正接收',
    ),
    when: both(
      'Before the first upload of a new kind of file. Where the columns are not known it drafts a mapping.',
      '第一次上传某种文件之前用。不认识的列会给出映射草稿。',
    ),
    examples: [
      [
        'inspect shared/presets/sample/2026-10-01/orders-since-june.csv',
        both('rows, problems, sums', '行数、问题、金额'),
      ],
      ['inspect --profiles', both('the formats that are known', '认识的格式')],
      ['inspect --template youzan-orders', both('a file to fill in', '可以照着填的空表')],
    ],
    fails: both('the whole file would be refused', '整份文件会被拒收'),
    options: {
      '--policy': both(
        'the policy to read it by (the shipped default without it)',
        '读文件所依据的策略（不填则用默认策略）',
      ),
      '--mapping': both(
        'what its columns mean (<export>.mapping.yaml beside it, if there is one)',
        '列映射文件（不填则用旁边的 <文件名>.mapping.yaml）',
      ),
      '--kind': both('what it is, where its columns leave that open', '文件种类，从列名看不出来时填'),
      '--encoding': both('how its text is encoded', '文字编码'),
      '--sheet': both('the sheet of a workbook (the first without it)', '工作簿中的哪张表（不填则为第一张）'),
      '--rejects': both(
        'write the rows that cannot be used there, with reason and remedy',
        '把不能用的行写到这里，附原因和改法',
      ),
      '--template': both(
        'print a file of this format to fill in, instead of looking at one',
        '输出这种格式的空表',
      ),
      '--out': both('write the template there', '把空表写到这里'),
      '--profiles': both('list the formats that are known', '列出认识的格式'),
    },
  },
  check: {
    does: both('prove a policy, or name its faults with their lines', '检查策略：证明无误，或逐行指出错误'),
    when: both('Before you upload a policy that you changed.', '上传改过的策略之前用。'),
    examples: [['check shared/presets/default.yaml', both('the default policy', '默认策略')]],
    fails: both('the policy has faults', '策略有误'),
  },
  capacity: {
    does: both(
      'foretell time, functions, writes and dollars of a run, and which limit it meets',
      '估算一次运行的时间、用量和费用，以及会遇到哪些限制',
    ),
    when: both(
      'Before deploying, or before a shop grows. A model of a first run by rates that were measured on another machine, or guessed; it asks nobody and changes nothing. Without --customers it prints the table of the README.',
      '部署之前、店铺规模变大之前用。按在其他机器上实测或估计的速率推算首次运行，不连接任何系统，也不改动任何内容。不填 --customers 则输出 README 中的表格。',
    ),
    examples: [
      ['capacity', both('from 10 thousand to 100 million customers', '从一万到一亿位客户')],
      [
        'capacity --customers 1000000',
        both('a million, otherwise like the sample', '一百万位，其余按示例店铺的比例'),
      ],
      [
        'capacity --customers 1000000 --mails 200000 --rate 200 --quota 1000000',
        both('with mails and SES’s limits', '指定邮件数和 SES 限额'),
      ],
    ],
    fails: both('more customers are to be written than there are', '要写入的客户数大于客户总数'),
    options: {
      '--customers': both('customers', '客户数'),
      '--orders': both(
        'orders of all time (ten a customer without it)',
        '历来的订单数（不填则每位客户 10 笔）',
      ),
      '--changed': both('customers who are written (91 % without it)', '需要写入的客户数（不填则为 91%）'),
      '--mails': both(
        'mails that go out (67 for 100 customers without it)',
        '发出的邮件数（不填则每 100 位客户 67 封）',
      ),
      '--exports': both('files (one for 10 million rows without it)', '文件数（不填则每 1000 万行一份）'),
      '--rate': both(
        'mails a second that SES lets the account send (14 without it)',
        'SES 允许账户每秒发送的邮件数（不填则为 14）',
      ),
      '--quota': both('mails in 24 hours (50000 without it)', '24 小时内可发的邮件数（不填则为 50000）'),
      '--memory': both(
        'MB of the functions that work through rows (as in infra/config.ts without it)',
        '处理数据的函数内存，MB（不填则同 infra/config.ts）',
      ),
      '--engine': both(
        'what measures: duckdb or athena (without it the number of rows decides)',
        '用哪个引擎计算：duckdb 或 athena（不填则按数据行数决定）',
      ),
    },
  },
  doctor: {
    does: both('say what the account still lacks before mail can go out', '检查账户还缺什么才能发邮件'),
    when: both(
      'After deploying, and whenever mails do not go out. Each line is ok, to do, or cannot be seen, with what to do. It reads only, and never a secret’s value.',
      '部署之后、邮件发不出去时用。逐项列出“正常”“待办”或“无法查看”，并说明怎么做。只读取，不读密钥内容。',
    ),
    examples: [
      [
        'doctor',
        both('of the local cloud, or of AWS by the environment', '检查本机系统，或环境变量指定的 AWS 账户'),
      ],
    ],
    fails: both('something is missing that stops mail', '缺少会阻止发信的条件'),
  },
  parity: {
    does: both(
      'simulate one day with DuckDB and with Athena, and compare every customer; changes nothing',
      '用 DuckDB 和 Athena 各模拟同一天，逐位客户比较结果；不改动任何数据',
    ),
    when: both(
      'Once for each account and after each update, before you rely on Athena. It names the columns that differ and how many customers, never a customer or a value.',
      '每个账户启用 Athena 之前、每次升级之后各做一次。只列出不一致的列名和客户数，不显示客户或具体数值。',
    ),
    examples: [['parity --as-of 2026-09-30', both('as of that day', '以当天为准')]],
    fails: both('the engines differ, or a simulation failed', '两种引擎结果不一致，或模拟失败'),
    options: {
      '--as-of': both(
        'the date to grade on, YYYY-MM-DD (that of the last committed run without it)',
        '评级日期，如 2026-09-30（不填则用上一次已提交运行的日期）',
      ),
    },
  },
};
