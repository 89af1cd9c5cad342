import { gamma, random } from '../shared/domain/lifetime/simulate.ts';

const DAY_MS = 86_400_000;

/**
 * An orders export of `size` made-up customers, the same each time, as the models of lifetime value suppose them: each
 * with a pace of his own, about one order in six weeks, a chance of a fifth to leave after each order, and a spend of his
 * own, 30 on average. All of them first ordered between 700 and 120 days before `until`.
 */
export function manyBuyers(seed: number, size: number, until: string): string {
  const next = random(seed);
  const rows = Array.from({ length: size }, (_, i) => purchases(next, `m${i}`, Date.parse(until))).flat();
  return `${['order_id,customer_id,ordered_at,amount,currency', ...rows.map((row, i) => `many${i},${row}`)].join('\n')}\n`;
}

function purchases(next: () => number, customer: string, until: number): string[] {
  const perDay = gamma(next, 1) / 42;
  const leaves = share(next, 1, 4);
  const usual = (6 * 150) / gamma(next, 6);
  const rows: string[] = [];
  let day = -Math.floor(120 + next() * 580);
  do {
    const amount = ((gamma(next, 4) * usual) / 20).toFixed(2);
    rows.push(
      `${customer},${new Date(until + Math.floor(day) * DAY_MS).toISOString().slice(0, 10)},${amount},CNY`,
    );
    day -= Math.log(next()) / perDay;
  } while (day <= 0 && next() >= leaves);
  return rows;
}

/** Of a beta distribution. */
function share(next: () => number, a: number, b: number): number {
  const one = gamma(next, a);
  return one / (one + gamma(next, b));
}
