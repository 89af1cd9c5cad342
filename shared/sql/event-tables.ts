import { measuredColumn } from '../contract/feature-row.ts';
import type { MeasuredFeature } from '../domain/policy/feature-schema.ts';
import { countOf, distinctOf, greatestOf, leastOf, meanOf, newestOf, selected, sumOf } from './aggregates.ts';
import { bind, dateLiteral, type Literal } from './bind.ts';
import {
  type GivenColumn,
  type MeasuredGround,
  type MeasuredTable,
  type Pass,
  relation,
} from './measured-table.ts';
import { between, every, inStretch, oneOf } from './row-conditions.ts';

type Events = 'activity' | 'feedback';
type Feature<K extends Events> = Extract<MeasuredFeature, { from: K }>;

/** The lake counts in thousandths, features in ten-thousandths. */
const QUANTITY = 'quantity * 10';
const SCORE = 'score * 10';
const THOUSANDTHS = 1000;

/** The tables of what the policy reads of activity and feedback. */
export function eventTables(ground: MeasuredGround): MeasuredTable[] {
  const activity = featuresFrom(ground, 'activity');
  const feedback = featuresFrom(ground, 'feedback');
  return [
    ...(activity.length > 0 ? [activityTable(activity, ground)] : []),
    ...(feedback.length > 0 ? [feedbackTable(feedback, ground)] : []),
  ];
}

const featuresFrom = <K extends Events>({ policy }: Pick<MeasuredGround, 'policy'>, kind: K) =>
  Object.entries(policy.features).filter(
    (entry): entry is [string, Feature<K>] => 'from' in entry[1] && entry[1].from === kind,
  );

/** Whether the policy reads any of such an export. */
export const readsEvents = (ground: Pick<MeasuredGround, 'policy'>, kind: Events): boolean =>
  featuresFrom(ground, kind).length > 0;

const given = (features: readonly [string, Feature<Events>][]): GivenColumn[] =>
  features.map(([name, { take }]) => ({
    column: measuredColumn(name),
    zero: take === 'count' || take === 'quantity' || take === 'days',
  }));

const activityTable = (features: [string, Feature<'activity'>][], ground: MeasuredGround): MeasuredTable => ({
  name: 'activity_features',
  columns: given(features),
  statement: (pass) =>
    bind(ground.sql('activityFeatures'), {
      columns: selected(
        features.map(([name, one]) => ({ column: measuredColumn(name), take: ofActivity(one, ground) })),
      ),
      ...{ activity: relation(pass, 'activity'), as_of: dateLiteral(pass.knownTo) },
    }),
});

function ofActivity(definition: Feature<'activity'>, { policy, asOf }: MeasuredGround): Literal {
  const { activity, days = policy.window.days, before } = definition;
  const when = every(inStretch('on_day', { days, before }, asOf), oneOf('activity', activity));
  switch (definition.take) {
    case 'count':
      return countOf(when);
    case 'quantity':
      return sumOf(QUANTITY, when);
    case 'average':
      return meanOf(QUANTITY, when);
    case 'days':
      return distinctOf('on_day', when);
    case 'daysSinceLast':
      return greatestOf('on_day', when);
  }
}

const feedbackTable = (features: [string, Feature<'feedback'>][], ground: MeasuredGround): MeasuredTable => ({
  name: 'feedback_features',
  columns: given(features),
  statement: (pass) =>
    bind(ground.sql('feedbackFeatures'), {
      columns: selected(
        features.map(([name, one]) => ({
          ...{ column: measuredColumn(name), take: ofFeedback(one, ground, pass) },
        })),
      ),
      ...{ feedback: relation(pass, 'feedback'), as_of: dateLiteral(pass.knownTo) },
    }),
});

function ofFeedback(definition: Feature<'feedback'>, ground: MeasuredGround, pass: Pass): Literal {
  const when = feedbackRows(definition, ground, pass);
  switch (definition.take) {
    case 'count':
      return countOf(when);
    case 'average':
      return meanOf(SCORE, when);
    case 'latest':
      return newestOf(SCORE, 'place', when);
    case 'lowest':
      return leastOf(SCORE, when);
    case 'daysSinceLast':
      return greatestOf('on_day', when);
  }
}

function feedbackRows(
  definition: Feature<'feedback'>,
  { policy, asOf }: MeasuredGround,
  pass: Pass,
): Literal {
  const { feedback, open, days = policy.window.days, before } = definition;
  const { scoreFrom: from, scoreTo: to } = definition;
  return every(
    inStretch('on_day', { days, before }, asOf),
    oneOf('feedback', feedback),
    open === undefined ? undefined : openOrNot(open, pass),
    between('score', { from, to }, THOUSANDTHS),
  );
}

function openOrNot(open: boolean, { knownTo }: Pass): Literal {
  const day = dateLiteral(knownTo).sql;
  const closed = open ? `(closed_on IS NULL OR closed_on > ${day})` : `closed_on <= ${day}`;
  return { sql: `feedback = 'complaint' AND ${closed}` };
}
