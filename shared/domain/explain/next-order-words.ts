import { type Bilingual, both } from '../bilingual.ts';
import type { EnoughOrder, NextOrder, OrderGoal } from './next-order.ts';
import { type Story, tierName } from './story.ts';
import { moneyWords } from './value-words.ts';

type Telling = Pick<Story, 'receipt' | 'policy'>;

/** What one more order would change, in sentences. */
export function nextOrderWords(next: NextOrder | null, telling: Telling): Bilingual[] {
  if (!next) return [CANNOT_TELL];
  const { keep, rise, nearest } = next;
  const said = [
    ...(keep ? [goalWords(keep, KEEPS, telling)] : []),
    ...(rise ? [goalWords(rise, RISES, telling)] : []),
    ...(nearest ? [nearestWords(nearest, telling)] : []),
  ];
  return said.length > 0 ? [...said, ...notes(next, telling)] : [AT_THE_TOP];
}

const CANNOT_TELL = both(
  'Cannot be told: what is stored of the customer no longer gives this receipt.',
  '无法推算：现存数据已与当时的评级依据不一致。',
);
const AT_THE_TOP = both('This is the highest tier.', '已是最高等级。');

interface Outcome {
  does: (tier: Bilingual) => Bilingual;
  cannot: (tier: Bilingual) => Bilingual;
}

const KEEPS: Outcome = {
  does: (tier) => both(`keeps ${tier.en}`, `可保住${tier['zh-CN']}`),
  cannot: (tier) => both(`One order alone cannot keep ${tier.en}.`, `仅凭一单保不住${tier['zh-CN']}。`),
};
const RISES: Outcome = {
  does: (tier) => both(`reaches ${tier.en}`, `可升至${tier['zh-CN']}`),
  cannot: (tier) => both(`One order alone cannot reach ${tier.en}.`, `仅凭一单升不到${tier['zh-CN']}。`),
};

function goalWords({ tier, order }: OrderGoal, outcome: Outcome, telling: Telling): Bilingual {
  if (!order) return outcome.cannot(tierName(telling.policy, tier));
  const { does } = order.tier === tier ? outcome : RISES;
  const done = does(tierName(telling.policy, order.tier));
  const size = sizeWords(order, telling);
  return both(`One more order${size.en} ${done.en}.`, `再下一单，${size['zh-CN']}，${done['zh-CN']}。`);
}

function sizeWords({ amount, any, orMore }: EnoughOrder, { receipt: { currency } }: Telling): Bilingual {
  const money = moneyWords(amount, currency);
  if (any) return both(' of any amount', '不论金额');
  return orMore
    ? both(` of at least ${money.en}`, `满 ${money['zh-CN']}`)
    : both(` of ${money.en} (not of any larger amount)`, `金额为 ${money['zh-CN']}（并非越多越好）`);
}

function nearestWords(order: EnoughOrder, telling: Telling): Bilingual {
  const [tier, size] = [tierName(telling.policy, order.tier), sizeWords(order, telling)];
  return both(
    `The most that one order${size.en} can do is ${tier.en}.`,
    `一单最多可达到${tier['zh-CN']}（${size['zh-CN']}）。`,
  );
}

function notes({ unsure }: NextOrder, { receipt, policy }: Telling): Bilingual[] {
  const { asOf, override } = receipt;
  const found = [
    both(`Reckoned as of ${asOf} on the cut points of that day.`, `按 ${asOf} 的数据和分档线推算。`),
  ];
  if (override)
    found.push(
      both(
        `Until ${override.until} the tier stays as it was set by hand.`,
        `截至 ${override.until}（含当日），等级以人工设定为准。`,
      ),
    );
  else if (policy.movement.between === 'none')
    found.push(both('It takes effect at the next periodic grading.', '下次定期评级时生效。'));
  if (unsure.length > 0)
    found.push(
      both(
        `Left as they are, for they depend on more than the amount: ${unsure.join(', ')}.`,
        `以下指标不只取决于金额，推算时保持不变：${unsure.join('、')}。`,
      ),
    );
  return found;
}
