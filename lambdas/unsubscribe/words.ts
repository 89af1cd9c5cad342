import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { inWords } from '../../shared/domain/mail/letter.ts';

export const ASK = both('Which mails may we send you?', '您想接收哪些邮件？');
export const ABOUT = both(
  'This is about the address that our mail went to. One press is enough, and you can take it back here at any time.',
  '以下选择只针对收到这封邮件的邮箱，点一下即可生效，之后也可以随时在这里改回来。',
);
export const UNTOUCHED = both(
  'Your membership and your orders stay as they are.',
  '您的会员等级和订单不受影响。',
);
export const NOTHING_LEFT = both('You get no mails from us', '您已退订我们的全部邮件');

export const ALL = both('All mails', '全部邮件');
export const THIS_SORT = both('Mails like the one you came from', '您打开的这一种邮件');
export const OTHER_SORT = both('Another kind of mail', '另一种邮件');
/** `rule` is the shop's own name of a campaign: all that is known of it. */
export const sortOf = (rule: string): Bilingual => both(`Mails “${rule}”`, `“${rule}”邮件`);

export const LEAVE_SORT = both('Stop only mails like this one', '只退订这一种邮件');
export const LEAVE_ALL = both('Stop all mails', '退订全部邮件');
export const leaveTopic = (topic: Bilingual): Bilingual =>
  both(`Stop all “${topic.en}”`, `退订“${topic['zh-CN']}”类邮件`);

export const LEFT = both('What you have stopped', '已退订的内容');
export const COME_BACK = both('Receive again', '恢复接收');
/** `day` is a date in UTC. */
export const since = (day: string): Bilingual =>
  both(`since ${inWords(day, 'en')}`, `${inWords(day, 'zh-CN')}起`);

/** After a colon; the words that name mails begin small, the names of topics do not. */
const inSentence = (name: string): string =>
  name.replace(/^(?:Mails|All|Another) /, (word) => word.toLowerCase());

/** What has just been done; `name` says of which mails. */
export const DONE = {
  leave: {
    title: both('You are unsubscribed', '退订成功'),
    text: (name: Bilingual) => both(`Stopped: ${inSentence(name.en)}.`, `已停止发送：${name['zh-CN']}。`),
  },
  comeBack: {
    title: both('You receive these mails again', '已恢复接收'),
    text: (name: Bilingual) => both(`Receiving again: ${inSentence(name.en)}.`, `已恢复：${name['zh-CN']}。`),
  },
};
export const ON_ITS_WAY = {
  leave: both(
    'A mail that is already on its way may still arrive. Your membership and your orders stay as they are.',
    '已经发出、还在途中的邮件可能仍会送达。您的会员等级和订单不受影响。',
  ),
  comeBack: both('You can stop them again here at any time.', '您可以随时在这里再次退订。'),
};
export const WIDER = both(
  'They stay stopped, though, as long as a wider choice in the list below is.',
  '不过，只要下方仍有范围更大的退订，这类邮件就还不会发送。',
);
export const BLOCKED = both(
  'Whatever you choose here, we send nothing to this address at present: a mail to it came back or was reported as spam, or your data were deleted as you asked. Write to us if that should change.',
  '无论您在这里如何选择，我们目前都不会向此邮箱发送邮件：曾有邮件被退回或被举报为垃圾邮件，或者您的资料已应您的要求删除。如需恢复，请与我们联系。',
);
