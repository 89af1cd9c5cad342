import type { Cell } from './cell.ts';
import { pairsOf } from './cell.ts';
import { CLAIMS, supportOf } from './claim.ts';
import { type Interval, stretched } from './interval.ts';
import { differenceOfMeans } from './means.ts';
import { differenceOfProportions } from './proportions.ts';
import { relativeChange } from './relative.ts';
import type { Pair } from './strata.ts';
import { verdictOf } from './verdict.ts';

export interface Reckoning {
  /** Days after a mail that count. */
  days: number;
  /** Share of revenue that is left after what the goods cost. */
  margin: number;
  /** Minor units in a major one. */
  minor: number;
}

/** The figures of one line, whatever campaign and tier it is of; undefined where no stratum has both groups. */
export function lineOf(cells: readonly Cell[], reckoning: Reckoning) {
  const { pairs, leftOut } = pairsOf(cells);
  if (pairs.length === 0) return undefined;
  const [treated, control] = [pairs.map((pair) => pair.treated), pairs.map((pair) => pair.control)];
  const customers = sumOf(treated, 'customers') + sumOf(control, 'customers');
  const judged = <T extends Interval>(seen: T) => ({ ...seen, verdict: verdictOf(seen, customers) });
  const revenue = differenceOfMeans(pairs.map((pair) => bothOf(pair, summed))) ?? null;
  return {
    ...{ treated: did(treated), heldOut: did(control), before: before(treated), leftOut },
    days: daysOf([...treated, ...control], reckoning),
    bought: judged(differenceOfProportions(pairs.map((pair) => bothOf(pair, counting('bought'))))),
    lost: judged(differenceOfProportions(pairs.map((pair) => bothOf(pair, counting('lost'))))),
    revenue: revenue && judged(revenue),
    ...moneyOf(treated, revenue, reckoning),
    lostChange: claimed(relativeChange(pairs.map((pair) => bothOf(pair, counting('lost')))), CLAIMS.lost),
  };
}

/**
 * What was spent is known, so the margin and the return on it are as uncertain as the revenue alone. The margin of a
 * customer is after the codes; the return counts mails and codes once, as what was spent.
 */
function moneyOf(treated: readonly Cell[], revenue: Interval | null, { margin, minor }: Reckoning) {
  const customers = sumOf(treated, 'customers');
  const inMinor = (millionths: number) => (millionths * minor) / 1_000_000;
  const cost = { mails: inMinor(sumOf(treated, 'mailCost')), codes: inMinor(sumOf(treated, 'codeCost')) };
  const spent = cost.mails + cost.codes;
  const returned = revenue && spent > 0 ? stretched(revenue, (margin * customers) / spent, -1) : undefined;
  return {
    sent: sumOf(treated, 'sent'),
    cost,
    margin: revenue && stretched(revenue, margin, -cost.codes / customers),
    returned: claimed(returned, CLAIMS.returned),
  };
}

const claimed = (seen: Interval | undefined, claim: number) =>
  seen ? { ...seen, support: supportOf(seen, claim) } : null;

function bothOf<T>({ treated, control }: Pair<Cell>, of: (cell: Cell) => T): Pair<T> {
  return { treated: of(treated), control: of(control) };
}

const counting =
  (what: 'bought' | 'lost') =>
  (cell: Cell): { customers: number; events: number } => ({ customers: cell.customers, events: cell[what] });

const summed = ({ customers, revenue, squares }: Cell) => ({ customers, sum: revenue, squares });

type Figure = { [K in keyof Cell]: Cell[K] extends number ? K : never }[keyof Cell];
const sumOf = (cells: readonly Cell[], figure: Figure): number =>
  cells.reduce((sum, cell) => sum + cell[figure], 0);

const did = (cells: readonly Cell[]) => ({
  customers: sumOf(cells, 'customers'),
  bought: sumOf(cells, 'bought'),
  lost: sumOf(cells, 'lost'),
  revenue: sumOf(cells, 'revenue'),
});

const before = (cells: readonly Cell[]) => ({
  customers: sumOf(cells, 'customers'),
  bought: sumOf(cells, 'boughtBefore'),
  lost: sumOf(cells, 'lostBefore'),
  revenue: sumOf(cells, 'revenueBefore'),
});

const daysOf = (cells: readonly Cell[], { days }: Reckoning) => ({
  least: Math.min(...cells.map(({ observed }) => observed)),
  most: Math.max(...cells.map(({ observed }) => observed)),
  whole: sumOf(
    cells.filter(({ observed }) => observed >= days),
    'customers',
  ),
});
