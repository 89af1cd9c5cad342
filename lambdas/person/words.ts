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
  items: both(
    'What is published of you to other systems (tier, since when, history), and what was set by hand.',
    '向其他系统发布的有关您的信息（等级、起始日期、历史），以及人工设定的等级。',
  ),
  receipts: both(
    'Why you were in your tier, run by run: every figure, rule and cut point that decided.',
    '每次运行中您处于该等级的原因：起作用的每个数值、规则和分界点。',
  ),
  mails: both(
    'Mails that were planned for you, with the words that we knew you by and the consent they rest on.',
    '为您计划的邮件，以及所用的称呼和所依据的同意。',
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
