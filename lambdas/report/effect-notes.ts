import type { Effect } from '../../shared/contract/effect.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { counted } from '../../shared/domain/report/html.ts';

export const NOT_MEASURED = both(
  'The effect of mail was not measured in this run.',
  '本次运行没有衡量邮件的效果。',
);

export const TOO_EARLY = both(
  'No earlier run has mails that are three days old or older. The next reports will tell of their effect.',
  '还没有发出满三天的邮件，之后的报告会说明效果。',
);

export const HOW_TO_HOLD_OUT = both(
  'Nobody was held out, so nobody can know what people would have bought without the mails. To measure it, leave out a small share by chance: in the policy write mail: { holdOut: { share: 0.05 } } for all mail, or holdOut: 0.1 in a campaign. It counts from the next run on.',
  '没有留出对照组，就无从知道客户收不到邮件时会买多少。要衡量效果，请随机留出一小部分客户：在策略文件中写 mail: { holdOut: { share: 0.05 } }（全部邮件），或在某个活动中写 holdOut: 0.1，从下次运行起生效。',
);

/** What the figures mean and what they do not, for whoever relies on them. */
export const notesOf = (effect: Effect): Bilingual[] => [
  METHOD,
  both(
    `Orders within ${effect.days} days after the mail count, and not later than ${effect.asOf}; lost is who has not ordered for ${effect.quietDays} days. The margin takes ${percent(effect.marginShare)} of the revenue. The day of a mail is the date of its run.`,
    `统计邮件之后 ${effect.days} 天内、且不晚于 ${effect.asOf} 的订单；${effect.quietDays} 天没有下单即视为流失；毛利按收入的 ${percent(effect.marginShare)} 计算。邮件日期以评级日期为准。`,
  ),
  CHANCE,
  ...(effect.shared === 0 ? [] : [sharedWords(counted(effect.shared))]),
];

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

const METHOD = both(
  'Who was held out was drawn by chance before anything was sent. Everybody who was drawn to be mailed counts, also who was left out later because of a cap or because he unsubscribed: only groups that stay as chance made them can be compared. Customers are compared within their tier and with those who were drawn to the same other campaigns.',
  '对照组在发送前随机抽取。凡抽中应发送的客户都计入，包括之后因频次上限或退订而未发的：只有保持随机分组原样，两组才可比。比较只在同一等级、且抽中的其他活动相同的客户之间进行。',
);
const CHANCE = both(
  'Of 20 such intervals about one misses the truth. Who looks at many campaigns, or at the same one again and again, will find some difference by chance.',
  '每 20 个这样的区间，大约有 1 个不包含真实值。活动看得多，或同一活动反复看，总会碰到偶然的差异。',
);
const sharedWords = (customers: string): Bilingual =>
  both(
    `${customers} customers share a mailbox with somebody else and are left out.`,
    `有 ${customers} 位客户与他人共用邮箱，未计入。`,
  );
