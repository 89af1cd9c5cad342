import { scaleOf } from '../feature-catalog.ts';
import type { Facts } from '../features.ts';
import { ANY, type When } from '../policy/names.ts';
import type { Policy } from '../policy/schema.ts';
import type { Receipt } from '../receipt.ts';

/** No shop sells anything dearer, in major units. */
const MOST = 1e9;

/**
 * Amounts of one order, whole major units, ascending, between which the tier hardly changes: those at which a sum, a
 * mean or a single order would come to a cut point or a bound of the policy, and a grid for what is reckoned of them.
 */
export function amountsToTry(facts: Facts, receipt: Receipt, policy: Policy): number[] {
  const major = scaleOf('money', receipt.currency);
  const found = new Set<number>(grid());
  for (const threshold of thresholds(receipt, policy, major))
    for (const amount of reaching(threshold, facts))
      for (const near of [-1, 0, 1]) found.add(Math.floor(amount / major) + near);
  return [...found].filter((units) => units >= 1 && units <= MOST).sort((a, b) => a - b);
}

function grid(): number[] {
  const amounts: number[] = [];
  for (let ten = 1; ten < MOST; ten *= 10) amounts.push(ten, 2 * ten, 5 * ten);
  return [...amounts, MOST];
}

/** The amounts by which the known sums, the mean order or this order alone come to a threshold; minor units. */
function reaching(
  threshold: number,
  { netAmount, lifetimeNet, orderCount, lifetimeOrders, measured }: Facts,
): number[] {
  const sums = [0, netAmount, lifetimeNet];
  for (const cell of Object.values(measured)) if (typeof cell === 'number') sums.push(cell);
  const means = [threshold * (orderCount + 1) - netAmount, threshold * (lifetimeOrders + 1) - lifetimeNet];
  return [...sums.map((sum) => threshold - sum), ...means];
}

/** Cut points of this customer's money scores, and every number that the policy compares anything with; minor units. */
function thresholds({ scores }: Receipt, policy: Policy, major: number): number[] {
  const edges = Object.values(scores).flatMap((trace) =>
    'of' in trace && trace.unit === 'money' ? trace.edges : [],
  );
  const { tiers, flags, stages = [], segments, features } = policy;
  const whens = [...tiers, ...Object.values(flags), ...stages, ...Object.values(segments).flat()];
  const bounds = whens.flatMap(({ when }) => numbersIn(when ?? {}));
  for (const definition of Object.values(features))
    if ('from' in definition && definition.from === 'orders' && 'take' in definition)
      bounds.push(...[definition.amountFrom, definition.amountTo].filter((each) => each !== undefined));
  return [...new Set([...edges, ...bounds.map((bound) => bound * major)])];
}

const numbersIn = (when: When): number[] =>
  Object.entries(when).flatMap(([name, condition]) =>
    (Array.isArray(condition) ? condition : [condition]).flatMap((each) =>
      name === ANY && typeof each === 'object' ? numbersIn(each) : numbersOf(String(each)),
    ),
  );

const numbersOf = (text: string): number[] => (text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
