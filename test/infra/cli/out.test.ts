import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renewCopies } from '../../../infra/cli/out.ts';
import { openRuns } from '../../../shared/adapters/run-store.ts';
import { resultKeys } from '../../../shared/contract/keys.ts';
import { RunSchema } from '../../../shared/contract/runs.ts';
import { type Stores, startStores } from '../../support/local-stores.ts';

const RUN = '2026-09-30-periodic-0001';

let stores: Stores;
beforeAll(async () => {
  stores = await startStores();
  await openRuns(stores.runs).createRun(
    RunSchema.parse({
      ...{ runId: RUN, runSeq: 1, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', baseSeq: 0 },
      ...{ state: 'CLOSED', executionArn: 'e', parts: 1 },
    }),
  );
  await stores.results.put(resultKeys.tiers(RUN), 'customer_id\nc2\n', 'text/csv');
  await stores.results.put(resultKeys.report(RUN, 'effect.csv'), 'campaign\n', 'text/csv');
});
afterAll(() => stores.close());

/** Copies as they were before somebody was erased, and a file of somebody's own beside them. */
const OLD = {
  [`${RUN}/tiers.csv`]: 'customer_id\nc1\nc2\n',
  [`${RUN}/mails.csv`]: 'c1',
  [`${RUN}/rejects/orders.csv`]: 'c1',
  'rejects/orders.csv': 'c1',
  'own/tiers.csv': 'mine',
};

it('copies of a local system hold what the originals hold, and nothing that these have lost', async () => {
  const dir = join(stores.dir, 'copies');
  for (const [path, text] of Object.entries(OLD)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  await renewCopies({ results: stores.results, runs: openRuns(stores.runs) }, dir);
  expect(readFileSync(join(dir, RUN, 'tiers.csv'), 'utf8')).toBe('customer_id\nc2\n');
  expect(existsSync(join(dir, RUN, 'effect.csv'))).toBe(true);
  for (const gone of [`${RUN}/mails.csv`, `${RUN}/rejects/orders.csv`, 'rejects/orders.csv'])
    expect(existsSync(join(dir, gone)), gone).toBe(false);
  expect(readFileSync(join(dir, 'own/tiers.csv'), 'utf8')).toBe('mine');
});

it('without any copies there is nothing to renew', async () => {
  const dir = join(stores.dir, 'none');
  await renewCopies({ results: stores.results, runs: openRuns(stores.runs) }, dir);
  expect(existsSync(dir)).toBe(false);
});
