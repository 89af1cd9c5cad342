import { type Bilingual, both } from '../bilingual.ts';
import type { Policy } from '../policy/schema.ts';
import type { Receipt } from '../receipt.ts';
import { type Story, tierName } from './story.ts';

/** Whether the rule's tier is the one he has, what keeps him above it, and what would. */
export function protectionWords({ receipt, policy }: Pick<Story, 'receipt' | 'policy'>): Bilingual[] {
  const { movement, protection, override, tier } = receipt;
  const rule = tierName(policy, movement.ruleTier);
  const gives = (en: string, zh: string) =>
    both(`The rule gives ${rule.en}. ${en}`, `按规则应为${rule['zh-CN']}。${zh}`);
  if (override) return [manual(receipt, policy)];
  if (protection !== '') return [gives(...KEPT[protection](receipt, policy))];
  if (movement.ruleTier !== tier)
    return [gives('Between periodic gradings it stays as it is; the next one decides.', BETWEEN_ZH)];
  const later = standing(policy);
  const agreed = both('The tier is the one that the rule gives.', '没有用到保护，这就是按规则评出的等级。');
  return later ? [agreed, later] : [agreed];
}

const BETWEEN_ZH = '两次定期评级之间不作此变动，下次定期评级时再定。';

function manual({ override, earned, tier }: Receipt, policy: Policy): Bilingual {
  const [given, own] = [tierName(policy, tier), tierName(policy, earned || tier)];
  const { until = '', why = '' } = override ?? {};
  return both(
    `${given.en} was set by hand, up to and including ${until}. Reason: ${why}. By the policy alone the tier would be ${own.en}.`,
    `${given['zh-CN']}为人工设定，有效期至 ${until}（含当日），原因：${why}。只按策略应为${own['zh-CN']}。`,
  );
}

type Sentence = (receipt: Receipt, policy: Policy) => [en: string, zh: string];

const KEPT: Record<Exclude<Receipt['protection'], ''>, Sentence> = {
  misses: ({ movement: { downAfterMisses: n }, misses }) => [
    `A tier is lost only after ${n} periodic gradings in a row that say so; so far: ${misses}.`,
    `连续 ${n} 次定期评级都偏低才会降级，目前是第 ${misses} 次。`,
  ],
  grace: ({ movement: { graceUntil = '' } }) => [
    `After a rise nobody moves down for a while: here not before ${graceUntil}.`,
    `升级后有保护期，${graceUntil} 之前不会降级。`,
  ],
  margin: ({ movement: { margin } }, policy) => {
    const { en, 'zh-CN': zh } = tierName(policy, margin?.tier ?? null);
    const percent = margin?.percent ?? 0;
    return [
      `What is missing for ${en} is no more than ${percent}% of what is needed, which is forgiven.`,
      `与${zh}的要求相差不超过 ${percent}%，视为达到。`,
    ];
  },
  others: ({ movement: { others } }, policy) => {
    const { en, 'zh-CN': zh } = tierName(policy, others?.tier ?? null);
    return [
      `On the cut points that gave the tier it would still be ${en}: nobody moves down only because others rose.`,
      `按取得现有等级时的分档线仍为${zh}；不会只因其他客户上升而降级。`,
    ];
  },
  steps: ({ movement: { steps } }) => [
    `Nobody moves down by more than ${steps?.atMost ?? 1} at a time.`,
    `一次最多降 ${steps?.atMost ?? 1} 级。`,
  ],
  between: () => [
    'Between periodic gradings nobody moves down; the next one decides.',
    '两次定期评级之间不降级，下次定期评级时再定。',
  ],
  manual: () => ['The tier was set by hand.', '等级为人工设定。'],
};

/** What the policy has for the day on which the rule gives less. */
function standing({ movement }: Policy): Bilingual | null {
  const { downAfterMisses, graceDays, marginPercent, maxStepsDown, protectFromOthers } = movement;
  const clauses: Bilingual[] = [];
  const add = (en: string, zh: string) => void clauses.push(both(en, zh));
  if (downAfterMisses > 1)
    add(
      `down only after ${downAfterMisses} periodic gradings in a row`,
      `连续 ${downAfterMisses} 次定期评级偏低才降级`,
    );
  if (graceDays !== undefined)
    add(`not within ${graceDays} days after a rise`, `升级后 ${graceDays} 天内不降级`);
  if (marginPercent !== undefined)
    add(`${marginPercent}% below a bound is forgiven`, `与要求相差 ${marginPercent}% 以内视为达到`);
  if (protectFromOthers) add('not only because others rose', '不会只因其他客户上升而降级');
  if (maxStepsDown !== undefined)
    add(`at most ${maxStepsDown} down at a time`, `一次最多降 ${maxStepsDown} 级`);
  if (clauses.length === 0) return null;
  return both(
    `Should the rule give less one day: ${clauses.map(({ en }) => en).join('; ')}.`,
    `以后若规则给出更低等级：${clauses.map((each) => each['zh-CN']).join('；')}。`,
  );
}
