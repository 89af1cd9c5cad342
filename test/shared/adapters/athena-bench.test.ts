import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskingBench, openAskingBench } from '../../../shared/adapters/athena-bench.ts';
import { quoted, withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';
import { openWorkbench } from '../../../shared/adapters/workbench.ts';
import { athenaKeys, runKeys } from '../../../shared/contract/keys.ts';
import { athenaWorld, type Query } from '../../support/athena-world.ts';
import { order, person, type World } from '../../support/measured.ts';

let here: Awaited<ReturnType<typeof athenaWorld>>;
beforeAll(async () => {
  here = await athenaWorld();
});
afterAll(() => here.close());

const ids = Array.from({ length: 12 }, (_, i) => `c${String(i).padStart(2, '0')}`);

/** Twelve customers in parts of three, some of whom ordered more often; one is named by an address alone. */
const world = (): World => ({
  exports: [
    {
      kind: 'orders',
      rows: ids.flatMap((customer_id, i) =>
        Array.from({ length: 1 + (i % 3) }, (_, n) =>
          order({ customer_id, amount: 1000 * (i + 1) + n, ordered_at: `2026-0${1 + n}-1${n}T12:00:00Z` }),
        ),
      ),
    },
    {
      kind: 'customers',
      rows: ids.map((customer_id) =>
        person({ customer_id, name: `N ${customer_id}`, email: `${customer_id}@example.com` }),
      ),
    },
  ],
  customersPerPart: 3,
});

async function featuresOf(runId: string, parts: number) {
  const found = [];
  for (let part = 0; part < parts; part += 1) found.push(await rowsOf(runKeys.features(runId, part)));
  return found;
}

const rowsOf = (key: string) =>
  scratch((dir) =>
    withDuckDb({ memoryMb: 200, dir }, async (db) => {
      await here.lake.download(key, `${dir}/rows.parquet`);
      return db.rows(`SELECT * FROM read_parquet(${quoted(`${dir}/rows.parquet`)})`);
    }),
  );

/** Names and types; all readers go by the names. */
const columnsOf = (key: string) =>
  scratch((dir) =>
    withDuckDb({ memoryMb: 200, dir }, async (db) => {
      await here.lake.download(key, `${dir}/rows.parquet`);
      const read = `read_parquet(${quoted(`${dir}/rows.parquet`)})`;
      return db.rows(
        `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${read}) ORDER BY column_name`,
      );
    }),
  );

const idsOf = (keys: readonly string[]) =>
  openWorkbench(
    here.lake,
    200,
  )(async (bench) => {
    await bench.fetch('features', { customer_id: 'VARCHAR' }, keys);
    return (await bench.rows('SELECT customer_id FROM features')).map(({ customer_id }) =>
      String(customer_id),
    );
  });

const textOf = async (key: string) => (await here.lake.must(key)).toString('utf8');

type Unfinished = { status: 'MEASURED'; runId: string; parts: number; customers: number };

describe('what is too long for one query', () => {
  const open = () => openAskingBench(here.lake, 'shop', 200);

  it('is laid in several tables under one name, every row once and in full', async () => {
    const rows = Array.from({ length: 4 }, (_, i) => ({ id: `${i}`, text: `${i}`.repeat(90_000) }));
    let found: unknown;
    const work = async (bench: AskingBench): Promise<Unfinished> => {
      await bench.load('long', { id: 'VARCHAR', text: 'VARCHAR' }, rows);
      found = await bench.rows('SELECT id, length(text) AS letters FROM long ORDER BY id');
      return { status: 'MEASURED', runId: 'long', parts: 0, customers: 0 };
    };
    const asked: string[] = [];
    let measured = await open()({ runId: 'long' }, work);
    while (measured.status === 'QUERY') {
      asked.push(measured.query.text);
      const answer = await here.ask(measured);
      measured = await open()({ runId: 'long', ...(answer ? { answer } : {}) }, work);
    }
    expect(measured.status).toBe('MEASURED');
    expect(found).toEqual(rows.map(({ id }) => ({ id, letters: 90_000 })));
    expect(asked.filter((text) => /^CREATE TABLE .* long_\d /.test(text))).toHaveLength(2);
    for (const text of asked) expect(JSON.stringify(text).length).toBeLessThan(262_144);
  });

  it('is refused where it is no list of rows, before Athena is asked', async () => {
    const work = async (bench: AskingBench): Promise<Unfinished> => {
      await bench.run(`CREATE TABLE one AS SELECT '${'客'.repeat(90_000)}' AS text`);
      return { status: 'MEASURED', runId: 'wide', parts: 0, customers: 0 };
    };
    const first = (await open()({ runId: 'wide' }, work)) as Query;
    const answer = await here.ask(first);
    await expect(open()({ runId: 'wide', ...(answer ? { answer } : {}) }, work)).rejects.toMatchObject({
      name: 'E_ATHENA',
      message: expect.stringMatching(/Query 1 takes 270\d{3} bytes/),
    });
  });
});

describe('measuring on Athena', () => {
  it('finds what DuckDB finds, part by part in the order of the ids', async () => {
    const [one, other] = [world(), world()];
    // Both worlds are the same rows; only their numbers are counted on.
    for (const [i, each] of other.exports.entries())
      for (const [n, row] of each.rows.entries()) Object.assign(row, one.exports[i]?.rows[n]);
    const plain = await (await here.lay('plain', 'duckdb', one)).call();
    const { measured, asked } = await here.toItsEnd(await here.lay('asked', 'athena', other));
    expect({ ...measured, runId: '' }).toEqual({ ...plain, runId: '' });
    expect(measured).toMatchObject({ status: 'MEASURED', parts: 4, customers: 12 });
    const parts = await featuresOf('asked', 4);
    for (const part of parts)
      expect(part.map(({ customer_id }) => customer_id)).toEqual(
        part.map((row) => String(row.customer_id)).sort(),
      );
    const inOrder = parts.flat().sort((a, b) => (String(a.customer_id) < String(b.customer_id) ? -1 : 1));
    expect(inOrder).toEqual((await featuresOf('plain', 4)).flat());
    expect(await textOf(runKeys.counts('asked', 'measure', 0))).toBe(
      await textOf(runKeys.counts('plain', 'measure', 0)),
    );
    expect(await textOf(runKeys.statements('asked'))).toBe(await textOf(runKeys.statements('plain')));
    expect(asked.map(({ number }) => number)).toEqual(asked.map((_, i) => i));
    expect(new Set(asked.map(({ query }) => query.token)).size).toBe(asked.length);
    expect(asked.at(-1)?.query.text).toMatch(/^DROP DATABASE/);
  }, 60_000);

  it('leaves what DuckDB leaves of a shop without a single customer, whose queries write no file', async () => {
    const none = (): World => ({ exports: [], held: [] });
    const plain = await (await here.lay('plain-none', 'duckdb', none())).call();
    const { measured } = await here.toItsEnd(await here.lay('none', 'athena', none()));
    expect(measured).toEqual({ status: 'MEASURED', runId: 'none', parts: 1, customers: 0 });
    expect({ ...plain, runId: 'none' }).toEqual(measured);
    for (const key of [(id: string) => runKeys.features(id, 0), runKeys.purchases])
      expect(await columnsOf(key('none'))).toEqual(await columnsOf(key('plain-none')));
    expect(await featuresOf('none', 1)).toEqual([[]]);
    for (const key of [(id: string) => runKeys.counts(id, 'measure', 0), runKeys.statements])
      expect(await textOf(key('none'))).toBe(await textOf(key('plain-none')));
  }, 60_000);

  it('writes more parts than one query can, each customer in one of them', async () => {
    const many = Array.from({ length: 130 }, (_, i) => `m${String(i).padStart(3, '0')}`);
    const rows = many.map((customer_id) => order({ customer_id }));
    const { measured, asked } = await here.toItsEnd(
      await here.lay('many', 'athena', { exports: [{ kind: 'orders', rows }], customersPerPart: 1 }),
    );
    expect(measured).toMatchObject({ parts: 130, customers: 130 });
    const writing = asked.filter(({ query }) => query.text.includes('partitioned_by'));
    expect(writing.map(({ query }) => /part >= (\d+) AND part < (\d+)/.exec(query.text)?.slice(1))).toEqual([
      ['0', '100'],
      ['100', '130'],
    ]);
    const keys = Array.from({ length: 130 }, (_, part) => runKeys.features('many', part));
    expect(await here.lake.list('runs/many/features/')).toEqual(keys);
    const found = await idsOf(keys);
    expect(found.sort()).toEqual(many);
  }, 120_000);

  it('asks for the same query, by the same token, when a call is repeated before or after its answer', async () => {
    const run = await here.lay('twice', 'athena', world());
    const first = await run.call();
    expect(await run.call()).toEqual(first);
    const answer = await here.ask(first as Query);
    const second = await run.call(answer);
    expect(second).toMatchObject({ status: 'QUERY', number: 1, attempt: 0 });
    expect(await run.call(answer)).toEqual(second);
  });

  it('asks a failed query again at another place and by another token, and gives up after the third', async () => {
    const run = await here.lay('failing', 'athena', world());
    const asked: Query[] = [(await run.call()) as Query];
    asked.push((await run.call(await here.ask(asked[0] as Query))) as Query);
    for (const attempt of [0, 1])
      asked.push((await run.call({ number: 1, attempt, failed: 'States.TaskFailed' })) as Query);
    const tries = asked.slice(1);
    expect(tries.map(({ number, attempt }) => [number, attempt])).toEqual([
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(new Set(tries.map(({ query }) => query.token)).size).toBe(3);
    const last = { number: 1, attempt: 2, failed: 'States.TaskFailed' };
    await expect(run.call(last)).rejects.toMatchObject({ name: 'E_ATHENA' });
    await expect(run.call()).rejects.toMatchObject({ name: 'E_ATHENA' });
  });

  it('does not go on with queries that a changed program would ask otherwise', async () => {
    const run = await here.lay('changed', 'athena', world());
    const first = (await run.call()) as Query;
    await run.call(await here.ask(first));
    const key = athenaKeys.asked('changed');
    const asked = JSON.parse(await textOf(key));
    asked.entries[0].digest = 'of another text';
    await here.lake.put(key, JSON.stringify(asked));
    await expect(run.call()).rejects.toThrow(/query 0 .*|Query 0 /);
  });
});
