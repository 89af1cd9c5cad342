import { closeSync, openSync, writeSync } from 'node:fs';

const HEADER =
  'order_id,customer_id,email,ordered_at,amount,currency,status,refund_amount,category,updated_at\n';
const CATEGORIES = ['books', 'toys', 'garden', 'kitchen', 'sports', 'music', 'shoes', 'office'];
const DAYS = 730;
const FLUSH = 1 << 20;

/** A small seeded generator of numbers in [0, 1): the same file each time. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const two = (number: number): string => (number < 10 ? `0${number}` : String(number));

const DATES = Array.from({ length: DAYS + 40 }, (_, i) =>
  new Date(Date.UTC(2024, 8, 1) + i * 86_400_000).toISOString().slice(0, 10),
);

const clock = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/** Of all customers a few buy most: the square of an even number lies mostly low. */
const buyer = (next: () => number, customers: number): number => Math.floor(next() ** 3 * customers);

/** One order; 4 in 100 are cancelled, 4 in 100 were refunded, half of these in part. */
function order(id: number, next: () => number, customers: number, later: number): string {
  const who = buyer(next, customers);
  const day = Math.floor(next() * DAYS);
  const time = clock(Math.floor(next() * 86_400));
  const cents = 100 + Math.floor(next() ** 4 * 90_000);
  const amount = `${Math.floor(cents / 100)}.${two(cents % 100)}`;
  const fate = next();
  const status = fate < 0.04 ? 'cancelled' : fate < 0.06 ? 'refunded' : 'paid';
  const refund = fate >= 0.06 && fate < 0.08 ? `${Math.floor(cents / 200)}.50` : '';
  const category = CATEGORIES[who % CATEGORIES.length];
  const updated = `${DATES[day + later]} ${time}`;
  return `O${10_000_000 + id},C${1_000_000 + who},u${who}@mail.example,${DATES[day]} ${time},${amount},CNY,${status},${refund},${category},${updated}\n`;
}

/**
 * Writes `rows` orders as CSV, about 97 bytes each. One in 100 repeats an earlier order, half of these with a later
 * state of it. Of every `spoil` rows one has a number that a spreadsheet wrapped, which only the row reader can read.
 */
export function writeOrders(path: string, rows: number, { seed = 1, spoil = 0 } = {}): void {
  const next = random(seed);
  const customers = Math.max(10, Math.floor(rows / 10));
  const file = openSync(path, 'w');
  let pending = HEADER;
  let earlier = order(0, next, customers, 0);
  for (let i = 0; i < rows; i += 1) {
    const fate = next();
    let line = order(i, next, customers, 0);
    if (fate < 0.005) line = earlier;
    else if (fate < 0.01) line = line.replace(/^[^,]*/, earlier.slice(0, earlier.indexOf(',')));
    else if (fate < 0.1) earlier = line;
    pending += spoil > 0 && i % spoil === spoil - 1 ? `'${line}` : line;
    if (pending.length > FLUSH) {
      writeSync(file, pending);
      pending = '';
    }
  }
  writeSync(file, pending);
  closeSync(file);
}
