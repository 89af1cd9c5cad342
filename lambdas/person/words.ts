import { both } from '../../shared/domain/bilingual.ts';

/** What each part of a person's file is, in the order in which it stands there. */
export const SAYS = {
  names: both(
    'By what we know you: customer ids, addresses, phones, names and order ids. Under `shared`: what others use as well.',
    '我们用来识别您的信息：客户编号、邮箱、电话、姓名和订单号。`shared` 中的内容同时也属于其他人。',
  ),
  rows: both(
    'What the shop’s exports say of you, row by row, with the file that brought it; consent to mail with its day and source.',
    '店铺导出文件中与您有关的每一行，以及所在的文件；其中包含您对收信的同意情况、日期和来源。',
  ),
  rejects: both(
    'Rows of those files that name you and could not be taken in, with the reason; nothing was reckoned from them.',
    '上述文件中提到您、但未能接收的行及原因；这些行没有参与任何计算。',
  ),
  items: both(
    'What is published of you to other systems (tier, since when, history), and what was set by hand.',
    '向其他系统发布的有关您的信息（等级、起始日期、历史），以及人工设定的等级。',
  ),
  changes: both(
    'Each time your tier or what is published of you changed: how it stood before, and what was written.',
    '您的等级或对外发布的信息每次变动的记录：变动前的状态和写入的内容。',
  ),
  receipts: both(
    'Why you were in your tier, run by run: every figure, rule and cut point that decided.',
    '每次运行中您处于该等级的原因：起作用的每个数值、规则和分档线。',
  ),
  figures: both(
    'What each run measured of you, before any rule looked at it: orders, amounts, days, churn risk.',
    '每次运行中根据您的数据得出的各项数值（订单、金额、天数、流失风险等），尚未套用任何规则。',
  ),
  bases: both(
    'What a run remembers of you for the next one, such as your tier and since when you have been in it.',
    '每次运行为下一次运行保留的有关您的信息，例如等级和起始日期。',
  ),
  mails: both(
    'Mails that were planned for you, with the words that we knew you by and the consent they rest on.',
    '为您计划的邮件，以及所用的称呼和所依据的同意。',
  ),
  ledger: both(
    'What became of each mail by the send ledger: when sending began, its state, the offer code it carried, and under `facts` what the mail provider told (delivery, opening, bounce, complaint), each with the number of the message. When those came is not kept.',
    '发送台账中每封邮件的记录：开始发送的时间、状态、附带的优惠码；`facts` 中是邮件服务商反馈的送达、打开、退信、投诉及对应的邮件编号。这些反馈的时间不会保留。',
  ),
  outcomes: both('What became of each of those mails.', '上述每封邮件的结果。'),
  mailboxes: both(
    'What is remembered of your mailboxes: unsubscribes, bounces, complaints, recent mails with their dates.',
    '关于您邮箱的记录：退订、退信、投诉，以及近期邮件和日期。',
  ),
};

/** Of what the time did not suffice for. */
export const LEFT = both(
  'Not looked through, for want of time: what is here of it is not all. These remain:',
  '时间不足，未能全部查完，此部分不完整。尚未查看的有：',
);

/** What no export of a person holds, and why. */
export const NEVER_IN_IT = [
  {
    part: 'uploads',
    says: both(
      'The files as the shop uploaded them are not in it: what was taken in stands under `rows`, what could not be under `rejects`. They are deleted by themselves after some time. Where they lie:',
      '不包含店铺上传的原始文件：已接收的内容见 `rows`，未能接收的见 `rejects`。原始文件到期自动删除。所在位置：',
    ),
    from: ['orders/', 'customers/', 'activity/', 'feedback/', 'overrides/'],
  },
  {
    part: 'copies',
    says: both(
      'The same once more in another form is not in it: lists of mails and tiers for the shop’s people, manual tiers as a run read them, purchases by day. Where they lie:',
      '不包含上述内容的其他副本：供店铺人员查看的邮件和等级清单、运行读取的人工等级、按日汇总的购买金额。所在位置：',
    ),
    from: ['runs/*/mails', 'runs/*/overrides.json', 'runs/*/purchases.parquet', 'reports/*', 'tiers/*'],
  },
  {
    part: 'versions',
    says: both(
      'Replaced versions of files are not in it; they are deleted after 90 days. They lie with what replaced them:',
      '不包含已被替换的旧版本文件，90 天后自动删除。所在位置与新版本相同：',
    ),
    from: ['lake/', 'runs/', 'answers/'],
  },
];
