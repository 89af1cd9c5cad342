/** RFM computed the plain way, by sorting: nothing of the product's code is used here. */

export interface Purchase {
  customer: string;
  /** YYYY-MM-DD */
  date: string;
  /** Minor units. */
  amount: number;
}

export interface Expected {
  orderCount: number;
  netAmount: number;
  lastOrderDate: string;
  recency: number;
  frequency: number;
  monetary: number;
}

const DAY = 86_400_000;
const days = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** Edge k of q is the value at place ⌈k·n/q⌉ of the sorted values. */
function edgesOf(values: number[], q: number): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return Array.from(
    { length: q - 1 },
    (_, k) => sorted[Math.ceil(((k + 1) * sorted.length) / q) - 1] ?? Number.NaN,
  );
}

const bandOf = (value: number, edges: number[]): number => 1 + edges.filter((edge) => edge < value).length;

export function independentRfm(
  purchases: Purchase[],
  { asOf, windowDays, q, zeroCounts }: { asOf: string; windowDays: number; q: number; zeroCounts: boolean },
): Map<string, Expected> {
  const byCustomer = new Map<string, Purchase[]>();
  for (const purchase of purchases) {
    const all = byCustomer.get(purchase.customer) ?? [];
    byCustomer.set(purchase.customer, [...all, purchase]);
  }
  const facts = [...byCustomer].map(([customer, all]) => {
    const counted = all.filter(({ amount }) => amount > 0 || (zeroCounts && amount === 0));
    const inWindow = (date: string) => days(date, asOf) >= 0 && days(date, asOf) < windowDays;
    const recent = counted.filter(({ date }) => inWindow(date));
    const netAmount = all.filter(({ date }) => inWindow(date)).reduce((sum, { amount }) => sum + amount, 0);
    const lastOrderDate =
      counted
        .map(({ date }) => date)
        .sort()
        .at(-1) ?? '';
    return { customer, orderCount: recent.length, netAmount: Math.max(0, netAmount), lastOrderDate };
  });
  const buyers = facts.filter(({ orderCount }) => orderCount > 0);
  const recencyEdges = edgesOf(
    buyers.map(({ lastOrderDate }) => days(lastOrderDate, asOf)),
    q,
  );
  const frequencyEdges = edgesOf(
    buyers.map(({ orderCount }) => orderCount),
    q,
  );
  const monetaryEdges = edgesOf(
    buyers.map(({ netAmount }) => netAmount),
    q,
  );
  return new Map(
    facts.map(({ customer, ...fact }) => {
      const bought = fact.orderCount > 0;
      const recency = bought ? q + 1 - bandOf(days(fact.lastOrderDate, asOf), recencyEdges) : 1;
      const frequency = bought ? bandOf(fact.orderCount, frequencyEdges) : 1;
      const monetary = bought ? bandOf(fact.netAmount, monetaryEdges) : 1;
      return [customer, { ...fact, recency, frequency, monetary }];
    }),
  );
}
