import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOwnState } from '../../infra/cli/own-state.ts';
import { runsIn, scratchFolder, tiersIn, tierwise } from '../support/cli.ts';
import { customersCsv, ordersCsv } from '../support/small-shop.ts';

const folder = scratchFolder();
afterAll(folder.remove);

const files = [folder.write('orders.csv', ordersCsv()), folder.write('customers.csv', customersCsv())];
const late = folder.write(
  'late.csv',
  'order_id,customer_id,ordered_at,amount\nlate-1,late-comer,2026-06-20,100\n',
);
const state = folder.path('own');

async function local(...more: string[]) {
  const { code, stdout } = await tierwise(['local', '--once', '--json', ...more]);
  const { error = '' } = JSON.parse(stdout);
  return { code, error: String(error).split(':')[0] };
}

describe('a state of somebody’s own, without --exports', () => {
  let graded: Record<string, string>;
  beforeAll(async () => {
    const out = folder.path('first');
    const more = ['--as-of', '2026-06-30', '--state', state, '--out', out];
    expect((await local('--exports', ...files, ...more)).code).toBe(0);
    graded = tiersIn(runsIn(out).at(-1) ?? '');
    expect(Object.keys(graded).length).toBeGreaterThan(10);
  }, 180_000);

  it('is told from a folder that is new, which the sample may use', () => {
    expect(isOwnState(state)).toBe(true);
    expect(isOwnState(folder.path('nowhere'))).toBe(false);
    expect(isOwnState(undefined)).toBe(false);
  });

  it('is not forgotten for nothing', async () => {
    expect(await local('--state', state, '--fresh')).toEqual({ code: 1, error: 'E_NOTHING_GIVEN' });
    expect(existsSync(state)).toBe(true);
  }, 60_000);

  it('takes nothing in for a day that lies behind its last run', async () => {
    const refused = await local('--exports', late, '--as-of', '2026-06-29', '--state', state);
    expect(refused).toEqual({ code: 1, error: 'E_AS_OF_BEFORE_SNAPSHOT' });
  }, 180_000);

  it('goes on with its own customers, and the sample does not come in', async () => {
    const out = folder.path('second');
    const { code } = await local('--as-of', '2026-06-30', '--state', state, '--out', out);
    expect(code).toBe(0);
    expect(Object.keys(tiersIn(runsIn(out).at(-1) ?? '')).sort()).toEqual(Object.keys(graded).sort());
  }, 180_000);
});
