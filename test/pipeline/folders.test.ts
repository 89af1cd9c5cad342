import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runsIn, scratchFolder, tiersIn, tierwise } from '../support/cli.ts';
import { ordersCsv } from '../support/small-shop.ts';

const folder = scratchFolder();
afterAll(folder.remove);

const STUDY = 'customer_id,activity,occurred_at\nNEW,study,2026-06-01 10:00\n';
const TIERS = 'customer_id,tier,until,why\nNEW,diamond,2026-12-31,friend of the house\n';

/** Runs a shop whose exports lie in folders named after their kinds. */
function local(name: string, files: Record<string, string>) {
  const top = folder.path(name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(top, dirname(path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  const where = ['--state', folder.path(`${name}-state`), '--out', folder.path(`${name}-out`)];
  return tierwise(['local', '--exports', top, '--as-of', '2026-06-30', '--once', ...where]);
}

describe('a folder with a folder for each kind', () => {
  it('is taken in whole, manual tiers too, and what lies elsewhere is named', async () => {
    const { code, stdout, stderr } = await local('laid', {
      'orders/o.csv': ordersCsv(),
      'customers/who.csv': 'customer_id,email\nNEW,new@example.com\n',
      'activity/study.csv': STUDY,
      'overrides/friends.csv': TIERS,
      'returns/r.csv': 'x\n',
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/passed over: returns\/r\.csv;/);
    expect(stdout).toMatch(/✓ who\.csv[\s\S]*✓ o\.csv/);
    expect(stdout).toMatch(/Manual tiers: 1 set/);
    const [run = ''] = runsIn(folder.path('laid-out'));
    expect(tiersIn(run)).toMatchObject({ NEW: 'diamond' });
  }, 120_000);

  it('is not graded with manual tiers that have faults', async () => {
    const { code, stdout, stderr } = await local('faulty', {
      'orders/o.csv': ordersCsv(),
      'overrides/friends.csv': TIERS.replace('diamond', 'no-such-tier'),
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/The manual tiers have faults/);
    expect(stderr).toMatch(/E_UPLOAD_REFUSED.*friends\.csv/);
  }, 120_000);
});
