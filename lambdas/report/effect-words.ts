import type { EffectLine } from '../../shared/contract/effect.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Support } from '../../shared/domain/effect/claim.ts';
import type { Interval } from '../../shared/domain/effect/interval.ts';
import type { Verdict } from '../../shared/domain/effect/verdict.ts';
import { amount } from '../../shared/domain/report/amount.ts';
import { counted, type Say } from '../../shared/domain/report/html.ts';

const signed = (text: string): string => (text.startsWith('-') ? `−${text.slice(1)}` : `+${text}`);
const tenths = (share: number): string => (100 * share).toFixed(1);

/** `+3.1 (+0.4 … +5.8)`, in points of a hundred. */
export const pointsOf = (seen: Interval): string => spread(seen, (share) => signed(tenths(share)));
/** The same of shares, with a sign of percent. */
export const percentOf = (seen: Interval): string => spread(seen, (share) => `${signed(tenths(share))}%`);
export const moneyOf = (seen: Interval, currency: string): string =>
  spread(seen, (minor) => signed(amount(Math.round(minor), currency)));

/** Breaks only before the bracket, so that the interval stays whole under its estimate. */
const spread = ({ value, from, to }: Interval, say: (value: number) => string): string =>
  `${say(value)} (${say(from)}\u00a0…\u00a0${say(to)})`;

/** Of which campaign a line tells; all mail has no name. */
export const campaignWords = ({ campaign, name }: EffectLine): Bilingual =>
  campaign === null ? both('all mail', '全部邮件') : (name ?? both(campaign, campaign));

/** The effect in one sentence for somebody who reads no tables, and what it would take to be sure. */
export function sentenceOf(line: EffectLine, say: Say): string {
  const { value, from, to, verdict } = line.bought;
  const size = tenths(Math.abs(value));
  const [least, most] = [minus(tenths(from)), minus(tenths(to))];
  const [more, moreZh] = value < 0 ? ['less', '低'] : ['more', '高'];
  const seen = both(
    `${subjectOf(line).en} bought again ${size} points ${more} often (between ${least} and ${most}) than those held out. `,
    `${subjectOf(line)['zh-CN']}与对照组相比，再次购买的比例${moreZh} ${size} 个百分点（95% 区间 ${least} 至 ${most}）。`,
  );
  return say(seen) + say(verdictWords(verdict));
}

function subjectOf(line: EffectLine): Bilingual {
  if (line.campaign === null) return both('People who may be mailed', '可以收信的客户');
  const { en, 'zh-CN': zh } = campaignWords(line);
  return both(`${en}: people who were to get it`, `${zh}：应收到这封邮件的客户`);
}

const minus = (text: string): string => text.replace('-', '−');

function verdictWords(verdict: Verdict): Bilingual {
  if (verdict.kind === 'told')
    return both('The data tell that there is a difference.', '数据足以表明存在差异。');
  if (verdict.kind === 'needs') {
    const more = counted(verdict.customers);
    return both(
      `That can still be chance: about ${more} more customers would be needed to tell such a difference.`,
      `这仍可能只是偶然：要确认这样的差异，大约还需要 ${more} 位客户。`,
    );
  }
  const smallest = tenths(verdict.smallest);
  return both(
    `Nothing is seen beyond chance; groups of this size would show a difference of about ${smallest} points or more.`,
    `看不出超出偶然的差异；以目前的人数，大约 ${smallest} 个百分点以上的差异才能看出来。`,
  );
}

export const SUPPORT: Record<Support, Bilingual> = {
  supported: both('the data support it', '数据支持'),
  open: both('the data leave it open', '数据尚不能判断'),
  contradicted: both('the data contradict it', '数据不支持'),
};
