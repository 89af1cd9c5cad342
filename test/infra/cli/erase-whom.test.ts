import { beforeAll, describe, expect, it } from 'vitest';
import { whomLines, whomOf } from '../../../infra/cli/erase-whom.ts';
import { openWorkbench } from '../../../shared/adapters/workbench.ts';
import { runKeys } from '../../../shared/contract/keys.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';

const PARTS = [
  [
    { customer_id: 'c1', email: 'home@example.com' },
    { customer_id: 'c2', email: null },
  ],
  [
    { customer_id: 'c3', email: 'Home@example.com' },
    { customer_id: 'c4', email: 'own@example.com' },
    { customer_id: 'odd@example.com', email: 'home@example.com' },
    { customer_id: '+8613912345678', email: null },
  ],
];
const SNAPSHOT = {
  ...{ runId: 'r2', runSeq: 2, asOf: '2026-09-30', parts: PARTS.length },
  ...{ modelRunId: 'r2', servedPeriod: '2026-Q3', periodicAsOf: '2026-09-30' },
};
const lake = memoryBucket('lake');
beforeAll(async () => {
  for (const [part, rows] of PARTS.entries())
    await openWorkbench(
      lake,
      512,
    )(async (bench) => {
      await bench.load('rows', { customer_id: 'VARCHAR', email: 'VARCHAR' }, rows);
      await bench.save('SELECT * FROM rows', runKeys.features('r2', part));
    });
});

describe('who is meant by an erasure', () => {
  it.each<[string, string | undefined, string[]]>([
    ['c1', 'c1', ['c3', 'odd@example.com']],
    ['c2', 'c2', []],
    ['OWN@example.com', 'c4', []],
    ['odd@example.com', 'odd@example.com', ['c1', 'c3']],
    ['139 1234 5678', '+8613912345678', []],
    ['c9', undefined, []],
  ])('%s is %s, and the others under the address stay: %j', async (asked, customerId, others) => {
    expect(await whomOf({ lake }, SNAPSHOT, asked)).toEqual({ customerId, others });
  });

  it('is none of several under one address: they are named, so that one can be chosen', async () => {
    const refusal = whomOf({ lake }, SNAPSHOT, 'home@example.com');
    await expect(refusal).rejects.toMatchObject({ code: 'E_SEVERAL_CUSTOMERS' });
    await expect(refusal).rejects.toThrow(/c1, c3, odd@example.com/);
  });

  it('cannot be told before the first commit', async () => {
    expect(await whomOf({ lake }, null, 'c1')).toEqual({ customerId: undefined, others: [] });
  });

  it.each([
    [true, true],
    [false, false],
  ])('is named to a reader and to no log: %s', (hasReader, isNamed) => {
    const lines = whomLines({ customerId: 'c1', others: ['c3', 'c5'] }, hasReader);
    for (const language of ['en', 'zh-CN'] as const) {
      const text = lines.map((line) => line[language]).join('\n');
      expect(/c1|c3|c5/.test(text)).toBe(isNamed);
      expect(text).toMatch(/2/);
    }
  });
});
