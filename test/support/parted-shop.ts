import type { Row } from '../../shared/adapters/duckdb.ts';
import type { Inventory } from '../../shared/contract/artifacts.ts';
import { addDays } from '../../shared/domain/dates.ts';
import { manyBuyers } from './many-buyers.ts';
import { mapLake } from './map-lake.ts';
import { act, answer, BASE, type Export, inventoryOf, order, person } from './measured.ts';
import { memoryBucket } from './memory-bucket.ts';
import type { Lake } from './parted-run.ts';
import { richPolicy } from './rich-policy.ts';

/** A thousand customers of whom every sort of thing is said, over two quarters; the last twenty are withdrawn after the first. */
export const CUSTOMERS = 1000;
const STAYING = CUSTOMERS - 20;
const [FIRST, SECOND] = ['2026-06-30', '2026-09-30'] as const;

const campaign = (rule: string, over: Record<string, unknown>) => ({ rule, template: 'gold', ...over });
const all = {
  ...{ kind: 'membership', holdOut: 0.2 },
  variants: [{ when: { risky: 'yes' }, template: 'win-back' }],
};
const moved = {
  ...{ kind: 'movement', on: ['promoted', 'demoted', 'missed', 'stage'], template: 'moved-up' },
};
const high = { kind: 'movement', on: ['joined', 'promoted'], tier: ['top', 'high'], whenPolicyChanged: true };

const POLICY = richPolicy({
  identity: ['customer_id', 'email'],
  lifetime: { model: 'bgnbd', margin: 0.5, years: 2 },
  portrait: { preferences: ['category', 'channel'] },
  movement: { downAfterMisses: 2, maxStepsDown: 1 },
  campaigns: [campaign('all', all), campaign('moved', moved), campaign('high', high)],
  mail: { holdOut: { share: 0.05 } },
});

/** One of these that seems drawn, and is the same each time. */
function drawn<T>(i: number, purpose: number, from: readonly T[]): T | null {
  const mixed = Math.imul((i + 1) ^ (purpose << 12), 2_654_435_761) >>> 0;
  return from[(mixed % 1_000_003) % from.length] ?? null;
}

function idOf(i: number): string {
  if (i % 17 === 0) return `客 ${i}`;
  return i % 23 === 0 ? `d'${i}"` : `c${i}`;
}

/** Some are known by their address alone, and some have none. */
const nameOf = (i: number): Row => ({
  customer_id: i % 13 === 0 ? null : idOf(i),
  email: i % 13 !== 0 && i % 7 === 0 ? null : `u${i}@mail.example`,
});

const BOUGHT = /^many(\d+),m(\d+),([\d-]+),(\d+)\.(\d+),/gm;

function allOrders(): { of: number; on: string; row: Row }[] {
  const found = manyBuyers(7, CUSTOMERS, SECOND).matchAll(BOUGHT);
  return Array.from(found, ([, number = '', customer = '', on = '', major = '', minor = '']) => {
    const [n, of, amount] = [Number(number), Number(customer), Number(major + minor)];
    const row = order({
      ...{ order_id: `o${n}`, ...nameOf(of), ordered_at: `${on}T08:00:00Z`, amount },
      ...{ refund: n % 9 ? 0 : Math.floor(amount / 2), status: n % 11 ? 'paid' : 'cancelled' },
      ...{ category: drawn(n, 1, ['高端', '礼品', 'tea', null]), channel: drawn(of, 2, ['web', 'shop']) },
    });
    return { of, on, row };
  });
}

const attributesOf = (i: number): string =>
  JSON.stringify({
    ...{ country: drawn(i, 3, ['CN', 'US', '']), assets: drawn(i, 4, ['6万', '120000', '很多']) },
    ...{ credit: drawn(i, 5, ['A', 'B', 'C', '?']), member: drawn(i, 6, ['是', 'no']) },
    renewal: addDays(SECOND, i % 90),
  });

const customerRow = (i: number): Row =>
  person({
    ...{ ...nameOf(i), name: `名 ${i}`, language: drawn(i, 7, ['en', 'zh-CN', null]) },
    ...{ attributes: attributesOf(i), consent: i % 5 > 0 },
    ...{ consent_at: '2026-01-01T00:00:00Z', consent_has_zone: false },
  });

const each = (make: (i: number) => Row[]): Row[] => Array.from({ length: STAYING }, (_, i) => make(i)).flat();

/** In the order of their upload; the first is withdrawn after the first quarter, the last arrives in the second. */
function exports(): Export[] {
  const orders = allOrders();
  const rows = (wanted: (one: { of: number; on: string }) => boolean) =>
    orders.filter(wanted).map(({ row }) => row);
  const seen = (i: number) => act({ ...nameOf(i), occurred_at: `${addDays(FIRST, -(i % 80))}T09:00:00Z` });
  const complaint = (i: number) => answer({ ...nameOf(i), feedback: 'complaint' });
  const made: Omit<Export, 'uploadedAt'>[] = [
    { kind: 'orders', rows: rows(({ of, on }) => of >= STAYING && on <= FIRST) },
    { kind: 'orders', rows: rows(({ of, on }) => of < STAYING && on <= FIRST) },
    { kind: 'customers', rows: each((i) => (i % 11 === 3 ? [] : [customerRow(i)])) },
    { kind: 'activity', rows: each((i) => (i % 3 ? [] : [seen(i)])) },
    {
      kind: 'feedback',
      rows: each((i) => (i % 4 ? [] : i % 3 ? [complaint(i), complaint(i)] : [complaint(i)])),
    },
    { kind: 'orders', rows: rows(({ of, on }) => of < STAYING && on > FIRST) },
  ];
  return made.map((one, i) => ({ ...one, uploadedAt: `${i < 5 ? FIRST : SECOND}T20:00:0${i}Z` }));
}

const inventory = (runSeq: number, asOf: string, intakes: Inventory['intakes']): Inventory => ({
  ...{ version: 1, runId: `r${runSeq}`, runSeq, mode: 'periodic', asOf, period: `2026-Q${runSeq + 1}` },
  ...{ engine: 'duckdb', policyHash: 'p', currency: 'CNY', intakes, base: null, uncommitted: [] },
});

/** The lake, and what the runs `r1` and `r2` know of it. */
export async function partedShop() {
  const made = mapLake();
  const { intakes } = await inventoryOf(made, { exports: exports(), policy: POLICY });
  const overrides = ['top', 'low', 'mid'].map((tier, i) => ({
    ...{ customerId: idOf(100 + i), tier, until: '2026-12-31', why: 'by hand' },
  }));
  return {
    /** A lake of its own, or a copy of what lies in another. */
    lake(from: ReadonlyMap<string, Buffer> = made.objects): Lake {
      const lake = memoryBucket('lake');
      for (const [key, body] of from) lake.store(key, body);
      return lake;
    },
    first: { inventory: inventory(1, FIRST, intakes.slice(0, -1)), policy: POLICY },
    /** On the first, which has so many parts; after it a run that wrote somewhat and never ended. */
    second(parts: number, uncommitted: Inventory['uncommitted'] = []) {
      const base = { ...BASE, runId: 'r1', modelRunId: 'r1', asOf: FIRST, parts };
      return {
        inventory: { ...inventory(2, SECOND, intakes.slice(1)), base, uncommitted },
        ...{ policy: POLICY, overrides },
      };
    },
  };
}
