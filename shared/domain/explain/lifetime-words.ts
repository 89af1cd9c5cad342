import { type Bilingual, both } from '../bilingual.ts';
import type { LifetimeFeature } from '../feature-catalog.ts';
import { aliveInterval } from '../lifetime/interval.ts';
import { historyOf } from '../lifetime-values.ts';
import { featureWords } from './feature-words.ts';
import type { Story } from './story.ts';
import { UNKNOWN, valueWords } from './value-words.ts';
import { valuationOf, worthWords } from './worth-words.ts';

interface Seen {
  about: Bilingual;
  seen: Bilingual;
}

/** What he is worth, what he will do, and whether he is still there: in the order in which people ask. */
const ORDER: readonly LifetimeFeature[] = [
  ...(['lifetimeValue', 'expectedOrders', 'purchaseProbability'] as const),
  ...(['churnProbability', 'aliveProbability', 'daysToNextOrder'] as const),
];

type Telling = Pick<Story, 'receipt' | 'policy' | 'model' | 'facts'>;

/** The lifetime features that counted, with their values. */
export const lifetimeSeen = (story: Telling): Seen[] =>
  ORDER.filter((name) => Object.hasOwn(story.receipt.seen, name)).map((name) => ({
    about: featureWords(name),
    seen: seenWords(name, story),
  }));

function seenWords(name: LifetimeFeature, story: Telling): Bilingual {
  const { receipt, policy } = story;
  const value = receipt.seen[name] ?? null;
  if (value === null && receipt.lifetimeOrders > 0 && foretold(story)) return WHY_UNKNOWN[name] ?? UNKNOWN;
  const words = valueWords(name, value, { policy, currency: receipt.currency });
  return name === 'aliveProbability' && value !== null ? withInterval(words, story) : words;
}

const foretold = ({ model }: Telling): boolean => model?.lifetime?.verdict === 'used';

const WHY_UNKNOWN: Partial<Record<LifetimeFeature, Bilingual>> = {
  daysToNextOrder: both(
    'unknown: it is more likely that no further order comes',
    '未知：不再下单的可能性更大',
  ),
  aliveProbability: both(
    'unknown: BG/NBD can tell nothing of who bought once',
    '未知：只购买过一次的客户，BG/NBD 无法判断',
  ),
};

/** What is not known of the parameters, as the report says it of the whole. */
function withInterval(words: Bilingual, { model, facts, receipt }: Telling): Bilingual {
  const { behaviour, covariance } = model?.lifetime ?? {};
  if (!behaviour || !covariance || !facts) return words;
  const interval = aliveInterval(behaviour, covariance, historyOf(facts, receipt.asOf));
  if (!interval) return words;
  const [low, high] = [percent(interval.low), percent(interval.high)];
  return both(
    `${words.en} (95% interval ${low} to ${high})`,
    `${words['zh-CN']}（95% 区间 ${low} 至 ${high}）`,
  );
}

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** What the lifetime value means, where it is shown. */
export function lifetimeNotes({ receipt, policy, model }: Telling): Bilingual[] {
  if (typeof receipt.seen.lifetimeValue !== 'number') return [];
  const { lifetime } = policy;
  if (lifetime && lifetime.model !== 'historic' && !model) return [];
  const valuation = valuationOf(lifetime, model?.lifetime ?? null);
  return valuation ? [worthWords(valuation)] : [];
}
