import type { Effect } from '../../shared/contract/effect.ts';
import { csvLine } from '../../shared/domain/csv.ts';
import type { Interval } from '../../shared/domain/effect/interval.ts';
import { majorUnits } from '../../shared/domain/money.ts';

const FIGURES = ['bought', 'lost', 'revenue', 'margin', 'return', 'lost_change'];

const HEAD = [
  ...['campaign', 'tier', 'treated', 'held_out', 'left_out', 'days_least', 'days_most', 'sent', 'cost'],
  ...FIGURES.flatMap((name) => [name, `${name}_from`, `${name}_to`]),
];

/** `effect.csv`: a line for each campaign and tier; shares as fractions, money in major units, nothing where nothing is known. */
export function effectFile({ lines, currency }: Effect): string {
  const money = (seen: Interval | null) =>
    seen && [seen.value, seen.from, seen.to].map((minor) => majorUnits(Math.round(minor), currency));
  const rows = lines.map(({ campaign, tier, treated, heldOut, leftOut, days, sent, cost, ...seen }) => [
    ...[campaign ?? '', tier?.id ?? '', treated.customers, heldOut.customers, leftOut],
    ...[days.least, days.most, sent, majorUnits(Math.round(cost.mails + cost.codes), currency)],
    ...[sharesOf(seen.bought), sharesOf(seen.lost), money(seen.revenue), money(seen.margin)].flatMap(
      orNothing,
    ),
    ...[sharesOf(seen.returned), sharesOf(seen.lostChange)].flatMap(orNothing),
  ]);
  return [HEAD, ...rows].map((cells) => csvLine(cells)).join('');
}

const sharesOf = (seen: Interval | null): string[] | null =>
  seen && [seen.value, seen.from, seen.to].map((share) => share.toFixed(4));

const orNothing = (cells: string[] | null): string[] => cells ?? ['', '', ''];
