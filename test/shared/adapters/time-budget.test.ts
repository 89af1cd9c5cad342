import { describe, expect, it } from 'vitest';
import { type DuckDb, withDuckDb } from '../../../shared/adapters/duckdb.ts';
import { scratch } from '../../../shared/adapters/scratch.ts';

const MINUTE = 60_000;

/** Works with a function's time, of which so many milliseconds are left whenever it is asked. */
const inTime = <T>(timeLeft: (() => number) | undefined, work: (db: DuckDb) => Promise<T>): Promise<T> =>
  scratch((dir) => withDuckDb({ memoryMb: 200, dir, timeLeft }, work));

/** It would take hours. */
const ENDLESS = 'SELECT count(*) FROM range(10000000000000) a(x) WHERE hash(x) % 7 = 3';

describe('when the time of a function is nearly up', () => {
  it('a statement that goes on is ended, with what to change', async () => {
    await expect(
      inTime(
        () => 19_000,
        (db) => db.rows(ENDLESS),
      ),
    ).rejects.toMatchObject({
      name: 'E_OUT_OF_TIME',
      message: expect.stringMatching(/memoryMb.*customersPerPart|customersPerPart.*memoryMb/s),
    });
  });

  it('so is one that begins afterwards', async () => {
    const twice = inTime(
      () => 0,
      async (db) => {
        await expect(db.rows(ENDLESS)).rejects.toThrow(/INTERRUPT/);
        await db.rows(ENDLESS);
      },
    );
    await expect(twice).rejects.toMatchObject({ name: 'E_OUT_OF_TIME' });
  });

  it('rows that were found already are given no more', async () => {
    let left = 15 * MINUTE;
    const given: number[] = [];
    const read = inTime(
      () => left,
      async (db) => {
        for await (const chunk of db.chunks('SELECT * FROM range(10000)')) {
          given.push(chunk.rows);
          left = 5000;
        }
      },
    );
    await expect(read).rejects.toMatchObject({ name: 'E_OUT_OF_TIME' });
    expect(given).toHaveLength(1);
  });
});

it.each([
  ['there is time', () => 21_000],
  ['nobody counts it', undefined],
])('everything is answered while %s', async (_, timeLeft) => {
  const found = await inTime(timeLeft, async (db) => {
    let rows = 0;
    for await (const chunk of db.chunks('SELECT * FROM range(10000)')) rows += chunk.rows;
    return rows;
  });
  expect(found).toBe(10_000);
});
