import type { Model, Review } from '../../shared/contract/artifacts.ts';
import type { Report } from '../../shared/contract/report.ts';
import { valuationOf } from '../../shared/domain/explain/worth-words.ts';
import { kindOf } from '../../shared/domain/feature-catalog.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { isBanded } from '../../shared/domain/scores.ts';
import { unitBanded, weightsOf } from '../../shared/domain/weighed.ts';
import { endsOf } from './ends.ts';
import type { HeatTally } from './heat-tally.ts';
import type { RiskTally } from './risk-tally.ts';
import type { Tally } from './tally.ts';

/** What was counted while receipts and outcomes passed by. */
export interface Tallies {
  tally: Tally;
  heat: HeatTally;
  risk: RiskTally;
}

type Tiers = Report['tiers'];

/** What each banded score is taken from and measured in. */
const scoresOf = (policy: Policy): Report['scores'] =>
  Object.entries(policy.scores).flatMap(([name, score]): Report['scores'] => {
    if (!isBanded(score)) return [];
    const { of, better, bands } = score;
    const { levels } = kindOf(policy, of) ?? {};
    const kind = 'quantile' in bands ? 'quantile' : 'edges' in bands ? 'edges' : 'top';
    return [
      {
        ...{ name, of, unit: unitBanded(policy, of), better, bands: kind },
        ...(levels ? { levels: [...levels] } : {}),
        ...(weightsOf(policy, of) ? { weighted: true } : {}),
      },
    ];
  });

/** How many times what a customer of the lowest rank spends one of the highest does. */
function spendMultiple(tiers: Tiers): number | null {
  const mean = ({ after, net }: Tiers[number]) => (after === 0 ? 0 : net / after);
  const { top, base } = endsOf(tiers) ?? {};
  if (!top || !base || mean(base) <= 0 || top.after === 0) return null;
  return mean(top) / mean(base);
}

/** Columns with texts that could not be read, by what the policy takes them for. */
const unreadableOf = ({ unreadable }: Review, { features }: Policy): Report['unreadable'] =>
  Object.entries(unreadable)
    .filter(([, customers]) => customers > 0)
    .flatMap(([feature, customers]) => {
      const definition = Object.hasOwn(features, feature) ? features[feature] : undefined;
      if (!definition || !('column' in definition)) return [];
      const { column, as, levels = [] } = definition;
      return [{ feature, column, as, levels, customers }];
    });

export const modelOf = ({ population, calibratedBy, edges, lifetime, criteria }: Model): Report['model'] => ({
  ...{ population, calibratedBy, edges, lifetime, criteria },
});

/** What the receipts and the review tell of tiers and marks. */
export function gradingOf(
  policy: Policy,
  review: Review,
  { lifetime }: Model,
  { tally, heat, risk }: Tallies,
) {
  const tiers = tally.tiers(policy);
  const { overridden, flaps } = review.counts;
  return {
    ...{ tiers, overridden, flaps, spendMultiple: spendMultiple(tiers) },
    marks: tally.marks.made(policy),
    ...{ heat: heat.made(), risk: risk.made(tiers) },
    valuation: valuationOf(policy.lifetime, lifetime),
    movedShare: policy.criteria.movedShare,
    unreadable: unreadableOf(review, policy),
    scores: scoresOf(policy),
  };
}
