import type { LocalDate } from '../dates.ts';
import { isMeasured, scaleOf } from '../feature-catalog.ts';
import type { Cell, Facts } from '../features.ts';
import { PREVIOUS_ORDER, PURCHASE_DAYS, REPEAT_NET } from '../measured-columns.ts';
import type { MeasuredFeature } from '../policy/feature-schema.ts';
import type { Policy } from '../policy/schema.ts';

/** Where and when the order is thought of; amounts are minor units of `currency`. */
export interface OrderScene {
  policy: Policy;
  currency: string;
  asOf: LocalDate;
}

/** The same customer with one more counted order on the day `asOf`, of which only the net amount is known. */
export function withOrder(facts: Facts, amount: number, scene: OrderScene): Facts {
  const { asOf } = scene;
  return {
    firstOrderDate: facts.firstOrderDate ?? asOf,
    lastOrderDate: asOf,
    lifetimeOrders: facts.lifetimeOrders + 1,
    lifetimeNet: facts.lifetimeNet + amount,
    orderCount: facts.orderCount + 1,
    netAmount: facts.netAmount + amount,
    measured: { ...facts.measured, ...days(facts, amount, asOf), ...own(facts, amount, scene) },
  };
}

/** Features of orders that one more may change in a way that its amount does not tell, e.g. those of one category. */
export const unsureOf = (facts: Facts, scene: OrderScene): string[] =>
  ofOrders(scene.policy).flatMap(([name, definition]) =>
    afterOrder(name, definition, facts, scene) === undefined ? [name] : [],
  );

type OfOrders = Extract<MeasuredFeature, { from: 'orders' }>;
type Taken = Extract<OfOrders, { take: unknown }>;

const ofOrders = ({ features }: Policy): [string, OfOrders][] =>
  Object.entries(features).flatMap(([name, definition]): [string, OfOrders][] =>
    isMeasured(definition) && definition.from === 'orders' ? [[name, definition]] : [],
  );

/** What the lifetime models and the gap between two orders read; a second order of one day changes no day. */
function days({ measured, firstOrderDate, lastOrderDate }: Facts, amount: number, asOf: LocalDate) {
  const cells: Record<string, Cell> = {};
  const fresh = lastOrderDate !== asOf;
  if (PREVIOUS_ORDER in measured && fresh) cells[PREVIOUS_ORDER] = lastOrderDate;
  if (PURCHASE_DAYS in measured && fresh) cells[PURCHASE_DAYS] = Number(measured[PURCHASE_DAYS] ?? 0) + 1;
  const repeats = firstOrderDate !== null && firstOrderDate !== asOf;
  if (REPEAT_NET in measured && repeats) cells[REPEAT_NET] = Number(measured[REPEAT_NET] ?? 0) + amount;
  return cells;
}

function own(facts: Facts, amount: number, scene: OrderScene): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [name, definition] of ofOrders(scene.policy)) {
    const after = afterOrder(name, definition, facts, scene);
    if (after && !('favourite' in definition) && within(definition, amount, scene.currency))
      cells[name] = after(amount);
  }
  return cells;
}

/** What a feature becomes by the order's amount; undefined where that depends on more than the amount. */
function afterOrder(
  name: string,
  definition: OfOrders,
  facts: Facts,
  { policy, asOf }: OrderScene,
): ((amount: number) => Cell) | undefined {
  if ('favourite' in definition) return undefined;
  const { category, channel, region, before, take } = definition;
  const cell = facts.measured[name] ?? null;
  if (before > 0) return () => cell;
  if (category ?? channel ?? region) return undefined;
  const bounded = definition.amountFrom !== undefined || definition.amountTo !== undefined;
  const sum = Number(cell ?? 0);
  if (take === 'count') return () => sum + 1;
  if (take === 'amount') return (amount) => sum + amount;
  if (take === 'largest') return (amount) => (cell === null ? amount : Math.max(sum, amount));
  if (take === 'daysSinceLast') return () => asOf;
  if (take === 'average') return bounded ? undefined : averageOf(definition.days, facts, policy);
  if (facts.lastOrderDate !== asOf) return () => sum + 1;
  return bounded ? undefined : () => cell;
}

/** A mean can go on only where the number of orders behind it is known: those of the window, or of all time. */
function averageOf(days: number | 'all' | undefined, facts: Facts, { window }: Policy) {
  const [net, orders] =
    days === 'all'
      ? [facts.lifetimeNet, facts.lifetimeOrders]
      : days === undefined || days === window.days
        ? [facts.netAmount, facts.orderCount]
        : [];
  if (net === undefined || orders === undefined) return undefined;
  return (amount: number) => awayFromZero((net + amount) / (orders + 1));
}

const awayFromZero = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

/** Amounts of the policy are in major units; both ends belong. */
function within({ amountFrom, amountTo }: Taken, amount: number, currency: string): boolean {
  const major = amount / scaleOf('money', currency);
  return major >= (amountFrom ?? major) && major <= (amountTo ?? major);
}
