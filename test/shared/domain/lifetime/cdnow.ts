import { existsSync, readFileSync } from 'node:fs';

const FILE = new URL('../../../../../shared/data/cdnow/CDNOW_sample.txt', import.meta.url);

export const cdnowIsHere = existsSync(FILE);
if (!cdnowIsHere) console.log('the CDNOW sample is not on this machine: its tests are skipped');

/** Up to this day, inclusive, the models learn; the 39 weeks after it are held out. */
const CUT_OFF = '19970930';

const dayNumber = (day: string): number =>
  Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`) / 86_400_000;

/** The published sample, one entry a customer: `net` and `mean` in cents of the repeat days, `bought` days in the held-out weeks. */
export function cdnowSample() {
  const people = new Map<string, Map<string, number>>();
  for (const line of readFileSync(FILE, 'utf8').trim().split(/\r?\n/)) {
    const [, id = '', day = '', , dollars = ''] = line.trim().split(/\s+/);
    const days = people.get(id) ?? new Map<string, number>();
    people.set(id, days.set(day, (days.get(day) ?? 0) + Math.round(Number(dollars) * 100)));
  }
  return [...people.values()].map(historyOf);
}

function historyOf(days: Map<string, number>) {
  const seen = [...days.keys()].sort();
  const before = seen.filter((day) => day <= CUT_OFF);
  const [first = ''] = before;
  const repeats = before.slice(1);
  const total = (of: readonly string[]) => of.reduce((sum, day) => sum + (days.get(day) ?? 0), 0);
  const net = total(repeats);
  return {
    x: repeats.length,
    tx: dayNumber(before.at(-1) ?? '') - dayNumber(first),
    T: dayNumber(CUT_OFF) - dayNumber(first),
    net,
    mean: repeats.length > 0 ? net / repeats.length : 0,
    bought: seen.length - before.length,
    boughtNet: total(seen.slice(before.length)),
    customers: 1,
  };
}
