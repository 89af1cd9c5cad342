import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { plan } from '../../lambdas/plan/step.ts';
import { getLines, putLines } from '../../shared/adapters/lines.ts';
import { openPlanStore } from '../../shared/adapters/plan-store.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import { PlannedChangeSchema } from '../../shared/contract/plan.ts';
import { calibrated, graded, type Lake, layFolder, measured, writtenBy } from '../support/parted-run.ts';
import { CUSTOMERS, partedShop } from '../support/parted-shop.ts';

/** Somebody whom a run wrote that never ended, and of whom no export knows. */
const ORPHAN = 'nobody knows him';
const DIED = [{ runId: 'died', parts: 2 }];

let shop: Awaited<ReturnType<typeof partedShop>>;
/** After the first quarter, which had so many parts. */
let base: Lake;
let baseParts: number;
/** What the second quarter leaves when it is one part. */
let one: Awaited<ReturnType<typeof writtenBy>>;

beforeAll(async () => {
  shop = await partedShop();
  base = shop.lake();
  baseParts = await graded(base, shop.first, { customersPerPart: 150 });
  await leaveHalfARun(base);
  one = await writtenBy(await second({ customersPerPart: CUSTOMERS }), 'r2');
}, 120_000);

/** Of a run that died while it wrote: some whom the next one has to write again. */
async function leaveHalfARun(lake: Lake): Promise<void> {
  const changes = await getLines(lake, runKeys.changes('r1', 0), PlannedChangeSchema);
  const [some = expect.fail('nobody joined')] = changes;
  const orphan = { ...some, customerId: ORPHAN, published: { ...some.published, customerId: ORPHAN } };
  await putLines(lake, runKeys.changes('died', 0), [...changes, orphan]);
  await putLines(
    lake,
    runKeys.changes('died', 1),
    await getLines(lake, runKeys.changes('r1', 5), PlannedChangeSchema),
  );
}

const copyOf = (lake: Lake): Lake => shop.lake(lake.objects());

async function second(way: Parameters<typeof graded>[2]): Promise<Lake> {
  const lake = copyOf(base);
  await graded(lake, shop.second(baseParts, DIED), way);
  return lake;
}

const backwards = (parts: readonly number[]) => parts.toReversed();
/** Neither forwards nor backwards. */
const mixed = (parts: readonly number[]) =>
  parts.toSorted((a, b) => ((a * 37) % 61) - ((b * 37) % 61) || a - b);

describe('the second quarter of a thousand customers', () => {
  it('has all that parts could tell apart', () => {
    expect(baseParts).toBe(7);
    expect(new Set(one.receipts.map((line) => JSON.parse(line).tier)).size).toBeGreaterThan(4);
    const { planned, model } = one;
    for (const name of ['promoted', 'demoted', 'left', 'overridden', 'mails'])
      expect(planned[name], name).toBeGreaterThan(0);
    expect(JSON.parse(model).lifetime).toMatchObject({ verdict: 'used', behaviour: expect.anything() });
    expect(one.changes.filter((line) => line.includes(ORPHAN))).toHaveLength(1);
    expect(one.outbox.filter((line) => line.includes('"heldOut":"'))).not.toEqual([]);
  });

  it.each([
    [7, 143, backwards],
    [2, 500, mixed],
    [59, 17, mixed],
  ])(
    'in %i parts, done in any order, leaves what one part leaves, byte for byte',
    async (parts, customersPerPart, inOrder) => {
      const lake = await second({ customersPerPart, inOrder });
      expect(await lake.list('runs/r2/features/')).toHaveLength(parts);
      expect(await writtenBy(lake, 'r2')).toEqual(one);
    },
    60_000,
  );

  it('in a thousand parts is measured alike, and any part is planned as it was', async () => {
    const lake = copyOf(base);
    const run = shop.second(baseParts, DIED);
    await layFolder(lake, run);
    const parts = await measured(lake, 'r2', { customersPerPart: 1 });
    await calibrated(lake, { runId: 'r2', parts }, { customersPerPart: 1 });
    const step = plan(openPlanStore(lake, 200));
    for (const part of partsToPlan(parts)) await step({ runId: 'r2', part });
    const found = await writtenBy(lake, 'r2');
    const { features, model, counted, statements, purchases } = one;
    expect([parts, found]).toMatchObject([CUSTOMERS, { features, model, counted, statements, purchases }]);
    const planned = new Set(found.changes.concat(found.receipts).map(customerOf));
    expect(planned.size).toBeGreaterThan(20);
    for (const kind of ['receipts', 'changes', 'mails'] as const)
      expect(found[kind], kind).toEqual(one[kind].filter((line) => planned.has(customerOf(line))));
    expect(one.held).toEqual(expect.arrayContaining(found.held));
  }, 300_000);
});

const customerOf = (line: string): string => JSON.parse(line).customerId;

/** Planning a thousand parts takes a minute: the first, the last and some between, unless all are asked for. */
const partsToPlan = (parts: number): number[] =>
  Array.from({ length: parts }, (_, part) => part).filter(
    (part) => process.env.TIERWISE_ALL_PARTS || part % 40 === 0 || part === parts - 1,
  );

it('both quarters leave the same whatever the sizes of their parts, and the orders they are done in', async () => {
  const size = fc.integer({ min: 120, max: 1100 });
  const order = fc.infiniteStream(fc.nat()).map((drawn) => (parts: readonly number[]) => {
    const places = new Map(parts.map((part) => [part, drawn.next().value ?? 0]));
    return parts.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  });
  await fc.assert(
    fc.asyncProperty(size, size, order, async (before, after, inOrder) => {
      const lake = shop.lake();
      const parts = await graded(lake, shop.first, { customersPerPart: before, inOrder });
      for (const key of await base.list('runs/died/')) lake.store(key, await base.must(key));
      await graded(lake, shop.second(parts, DIED), { customersPerPart: after, inOrder });
      expect(await writtenBy(lake, 'r2')).toEqual(one);
    }),
    { numRuns: 2 },
  );
}, 120_000);
