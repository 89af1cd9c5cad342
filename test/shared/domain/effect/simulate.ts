import type { Cell } from '../../../../shared/domain/effect/cell.ts';
import { gamma, random } from '../lifetime/simulate.ts';

/** What a made-up shop's mail does, in truth. */
export interface Truth {
  customers: number;
  /** Share held out of each campaign. */
  holdOut: number;
  /** By how much a mail that arrives raises the chance to buy. */
  lift: Readonly<Record<'a' | 'b', number>>;
  /** By which factor it changes the chance to be lost. */
  keeps: Readonly<Record<'a' | 'b', number>>;
  /** Share of customers whom mails never reach, because they are suppressed after the draw; they buy half as often. */
  unreached: number;
}

/** Mean amount of one purchase, in minor units; few are large. */
export const AMOUNT = 10_000;

const TIERS = [
  { tier: 'high', share: 0.3, buys: 0.4, isLost: 0.2 },
  { tier: 'low', share: 0.7, buys: 0.1, isLost: 0.5 },
] as const;

/** One trial: two campaigns to overlapping audiences, each with a draw of its own. `deaf`: as if nobody unreached were counted. */
export function trial(seed: number, truth: Truth, deaf = false): Cell[] {
  const next = random(seed);
  const cells = new Map<string, Cell>();
  for (let i = 0; i < truth.customers; i += 1) {
    const person = TIERS[next() < TIERS[0].share ? 0 : 1];
    const isReached = next() >= truth.unreached;
    const drawn = (['a', 'b'] as const).filter(() => next() < 0.6);
    const arms = new Map(
      drawn.map((rule) => [rule, next() < truth.holdOut ? 'control' : 'treated'] as const),
    );
    const got = drawn.filter((rule) => isReached && arms.get(rule) === 'treated');
    const chance = got.reduce<number>(
      (sum, rule) => sum + truth.lift[rule],
      isReached ? person.buys : person.buys / 2,
    );
    const isLost = next() < got.reduce<number>((product, rule) => product * truth.keeps[rule], person.isLost);
    const revenue = next() < chance ? Math.round(gamma(next, 0.7) * (AMOUNT / 0.7)) : 0;
    for (const [rule, arm] of arms) {
      if (deaf && arm === 'treated' && !isReached) continue;
      const stratum = drawn.filter((other) => other !== rule).join(' ');
      add(cells, { rule, tier: person.tier, stratum, arm }, { revenue, isLost, sent: got.includes(rule) });
    }
  }
  return [...cells.values()];
}

interface Deed {
  revenue: number;
  isLost: boolean;
  sent: boolean;
}

type Place = Pick<Cell, 'rule' | 'tier' | 'stratum' | 'arm'>;
const NOTHING = { customers: 0, bought: 0, lost: 0, revenue: 0, squares: 0 };
const BEFORE = { boughtBefore: 0, lostBefore: 0, revenueBefore: 0 };

function add(cells: Map<string, Cell>, place: Place, { revenue, isLost, sent }: Deed): void {
  const key = Object.values(place).join('|');
  const cell = cells.get(key) ?? {
    ...{ ...place, ...NOTHING, ...BEFORE },
    ...{ observed: 90, sent: 0, mailCost: 0, codeCost: 0 },
  };
  cells.set(key, cell);
  cell.customers += 1;
  cell.bought += Number(revenue > 0);
  cell.lost += Number(isLost);
  cell.revenue += revenue;
  cell.squares += revenue ** 2;
  cell.sent += Number(sent);
  cell.mailCost += Number(sent) * 10_000;
}
