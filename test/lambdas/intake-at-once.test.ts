import { describe, expect, test } from 'vitest';
import { inventory } from '../../lambdas/inventory/step.ts';
import { withDuckDb } from '../../shared/adapters/duckdb.ts';
import { openIntakes } from '../../shared/adapters/intake-store.ts';
import { readExport } from '../../shared/adapters/read-export.ts';
import { scratch } from '../../shared/adapters/scratch.ts';
import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { Intake, Taken } from '../../shared/contract/intake.ts';
import { lakeKeys, resultKeys } from '../../shared/contract/keys.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { takeInventory } from '../../shared/domain/inventory.ts';
import { DEFAULT, shop } from '../support/intake-shop.ts';

const HEADER = 'order_id,customer_id,ordered_at,amount';
const KEPT = Array.from({ length: 40 }, (_, i) => `N${i},C1,2026-03-01,1\n`).join('');
const PLAIN = `${HEADER}\n${KEPT}`;
/** Its last row lies in the future until 3 October. */
const GROWING = `${PLAIN}F1,C1,2026-10-03,5\n`;
const EARLY = () => new Date('2026-10-01T00:00:01Z');
const LATE = () => new Date('2026-10-05T00:00:00Z');

type Shop = ReturnType<typeof shop>;
type Change = NonNullable<Parameters<Shop['takeBy']>[1]>;

async function idsInLake({ lake }: Shop, { kind, contentId }: Pick<Taken, 'kind' | 'contentId'>) {
  return scratch(async (dir) => {
    await lake.download(lakeKeys.rows(kind, contentId), `${dir}/rows.parquet`);
    const query = `SELECT DISTINCT intake_id, count(*) OVER () AS n FROM read_parquet('${dir}/rows.parquet')`;
    return withDuckDb({ memoryMb: 100, dir }, (db) => db.rows(query));
  });
}

/** Where the first call may be overtaken by the other one. */
const overtaken = (here: Shop, meanwhile: () => Promise<unknown>): [string, Change][] => [
  [
    'while it reads',
    {
      read: async (file, out) => {
        const read = await readExport(file, out);
        await meanwhile();
        return read;
      },
    },
  ],
  [
    'before it writes its rows',
    {
      lake: {
        ...here.lake,
        upload: async (path, key) => {
          await meanwhile();
          return here.lake.upload(path, key);
        },
      },
    },
  ],
  [
    'as it commits',
    {
      store: {
        ...openIntakes(here.runs),
        commit: async (made) => {
          await meanwhile();
          return openIntakes(here.runs).commit(made);
        },
      },
    },
  ],
];

describe('two calls at once that read differently', () => {
  test.each([0, 1, 2])('leave a lake and an item that match (%i)', async (which) => {
    const here = shop();
    const event = here.put('orders/a.csv', GROWING);
    const other = here.takeBy(DEFAULT, { now: LATE });
    const [, change] = overtaken(here, () => other(event))[which] ?? expect.fail();
    const made = await here.takeBy(DEFAULT, { now: EARLY, ...change })(event);
    expect(made.counts).toMatchObject({ rows: 41, kept: 41 });
    expect(await idsInLake(here, made)).toMatchObject([{ intake_id: made.contentId, n: 41 }]);
    expect(await here.runs.query('INTAKE')).toHaveLength(1);
    expect(await here.lake.list('intakes/')).toHaveLength(1);
  });

  test('leave the answer and the rejects of the one that committed while the other one read', async () => {
    const here = shop();
    const event = here.put('orders/a.csv', GROWING);
    const [[, change] = expect.fail()] = overtaken(here, () => here.takeBy(DEFAULT, { now: LATE })(event));
    const made = await here.takeBy(DEFAULT, { now: EARLY, ...change })(event);
    expect(await here.answerTo(made.intakeId)).toMatchObject({
      contentId: made.contentId,
      counts: made.counts,
    });
    expect(String(await here.results.must(resultKeys.rejects(made.intakeId)))).not.toContain('R_DATE_FUTURE');
    expect(await here.lake.list('lake/')).toHaveLength(1);
  });

  test.each([0, 1, 2])(
    'as the policy changes: bytes that come again get the reading of their policy (%i)',
    async (which) => {
      const here = shop();
      const inYen = { ...DEFAULT, currency: { code: 'JPY', rates: {} } };
      const event = here.put('orders/a.csv', PLAIN);
      const [, change] = overtaken(here, () => here.takeBy(inYen)(event))[which] ?? expect.fail();
      const made = await here.takeBy(DEFAULT, change)(event);
      expect(made.amounts).toEqual({ '': 40 });
      const again = await here.take(here.put('orders/again.csv', PLAIN));
      expect(again.amounts).toEqual({ '': 4000 });
      const yen = await here.takeBy(inYen)(here.put('orders/yen.csv', PLAIN));
      expect(yen).toMatchObject({ amounts: { '': 40 }, contentId: made.contentId });
      for (const one of [made, again]) expect(await idsInLake(here, one)).toMatchObject([{ n: 40 }]);
    },
  );
});

test('killed after any write and called again when more of it counts, lake and item match', async () => {
  for (let writes = 0; writes < 6; writes += 1) {
    const here = shop();
    const event = here.put('orders/a.csv', GROWING);
    here.killAfter(writes);
    const first = here.takeBy(DEFAULT, { now: EARLY })(event);
    await Promise.allSettled([first]);
    here.killAfter(Number.POSITIVE_INFINITY);
    const made = await here.takeBy(DEFAULT, { now: LATE })(event);
    expect(await idsInLake(here, made)).toMatchObject([{ intake_id: made.contentId, n: made.counts.kept }]);
    expect((await here.answerTo(made.intakeId)).contentId).toBe(made.contentId);
  }
});

test('bytes whose first call was killed after it had noted them are not read a third time', async () => {
  const here = shop();
  const event = here.put('orders/a.csv', PLAIN);
  here.killAfter(3);
  await expect(here.takeBy(DEFAULT, { now: EARLY })(event)).rejects.toThrow('killed');
  here.killAfter(Number.POSITIVE_INFINITY);
  const made = await here.takeBy(DEFAULT, { now: LATE })(event);
  const read = () => expect.fail('it was read again');
  const again = await here.takeBy(DEFAULT, { read })(here.put('orders/b.csv', PLAIN));
  expect(again.contentId).toBe(made.contentId);
});

describe('what was taken in when a reading had the name of its intake', () => {
  async function older() {
    const here = shop();
    const made = await here.take(here.put('orders/a.csv', PLAIN));
    const { intakeId } = made;
    for (const pk of ['INTAKE', 'CONTENT'])
      for (const { contentId: _, ...item } of await here.runs.query(pk))
        await here.runs.put(pk === 'INTAKE' ? { ...item, contentId: intakeId } : item);
    await here.lake.put(
      lakeKeys.rows('orders', intakeId),
      await here.lake.must(lakeKeys.rows('orders', made.contentId)),
    );
    return { here, intakeId };
  }

  test('serves the same bytes again, and lies where the inventory says', async () => {
    const { here, intakeId } = await older();
    const read = () => expect.fail('it was read again');
    const again = await here.takeBy(DEFAULT, { read })(here.put('orders/b.csv', PLAIN));
    expect(again).toMatchObject({ status: 'committed', contentId: intakeId });
    const [entry] = (await inventoryOf(here)).intakes;
    expect(entry).toMatchObject({
      intakeId: again.intakeId,
      lakeKey: `lake/orders/${intakeId}.parquet`,
      rows: 40,
    });
    expect(await here.lake.head(entry?.lakeKey ?? '')).toBeDefined();
  });
});

test('the inventory names the object of the reading that counts', async () => {
  const here = shop();
  const event = here.put('orders/a.csv', GROWING);
  const [, , [, change] = expect.fail()] = overtaken(here, () => here.takeBy(DEFAULT, { now: LATE })(event));
  const made = await here.takeBy(DEFAULT, { now: EARLY, ...change })(event);
  expect(await here.lake.list('lake/')).toHaveLength(2);
  expect((await inventoryOf(here)).intakes).toMatchObject([
    { contentId: made.contentId, lakeKey: lakeKeys.rows('orders', made.contentId), rows: 41 },
  ]);
});

/** The inventory of a run over everything in the shop. */
async function inventoryOf({ runs }: Shop): Promise<Inventory> {
  const taken: Inventory[] = [];
  const run: Run = {
    ...{ runId: 'run', runSeq: 1, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', state: 'GRADING' },
    ...{ executionArn: 'arn', baseSeq: 0, parts: 0 },
  };
  await inventory({
    athenaFromRows: 1_000_000,
    run: async () => run,
    runs: async () => [run],
    intakes: () => openIntakes(runs).intakes(),
    packs: async () => [],
    snapshot: async () => null,
    policy: async () => DEFAULT,
    keptPolicy: () => expect.fail('nothing is simulated'),
    overrides: async () => [],
    freezeOverrides: async (_, overrides) => overrides,
    templates: async () => ({}),
    freezeTemplates: async (_, templates) => templates,
    policyHash: () => 'hash',
    isTaken: async () => false,
    freezePolicy: async (_, policy) => policy,
    freezeInventory: async (_, made) => {
      taken.push(made);
      return made;
    },
  })({ runId: 'run' });
  return taken[0] ?? expect.fail();
}

describe('a file that is read again by a mapping of another kind', () => {
  const VISITS = 'order_id,customer_id,ordered_at,amount,what\nO1,C1,2026-03-01,10,visit\n';
  const MAPPING =
    'version: 1\nkind: activity\ncolumns: { customer_id: customer_id, activity: what, occurred_at: ordered_at }\n';

  test('counts as that alone', async () => {
    const here = shop();
    await here.take(here.put('orders/rest.csv', PLAIN));
    const plain = await here.take(here.put('orders/a.csv', VISITS));
    const mapped = await here.take(
      here.put('orders/a.csv.mapping.yaml', MAPPING, {}, '2026-10-01T01:00:00.000Z'),
    );
    expect([plain.kind, mapped.kind, mapped.versionId]).toEqual(['orders', 'activity', plain.versionId]);
    const counted = takeInventory<Intake>(await openIntakes(here.runs).intakes());
    expect(counted.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
      'orders/rest.csv orders',
      'orders/a.csv activity',
    ]);
  });

  test('gives the shop no currency any more', async () => {
    const here = shop();
    const yen = VISITS.replace('amount,what', 'amount,what,currency').replace('visit', 'visit,JPY');
    await here.take(here.put('orders/a.csv', yen));
    await here.take(here.put('orders/a.csv.mapping.yaml', MAPPING, {}, '2026-10-01T01:00:00.000Z'));
    expect((await here.take(here.put('orders/rest.csv', PLAIN))).amounts).toEqual({ '': 4000 });
  });
});
