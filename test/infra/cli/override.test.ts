import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOverrides } from '../../../shared/adapters/overrides.ts';
import { scratchFolder, tierwise } from '../../support/cli.ts';
import { runningCloud } from '../../support/running-cloud.ts';
import { customersCsv, ordersCsv } from '../../support/small-shop.ts';

const folder = scratchFolder();
const state = folder.path('state');

let here: Awaited<ReturnType<typeof runningCloud>>;
beforeAll(async () => {
  here = await runningCloud(state, '2026-06-30');
  const files = [folder.write('orders.csv', ordersCsv()), folder.write('customers.csv', customersCsv())];
  await here.quarter(files, '2026-06-30');
}, 120_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

const run = (...args: string[]) => tierwise([...args, '--state', state]);
const LASTS = ['--until', '2026-12-31', '--why', 'x'];
const kept = async (customerId: string) =>
  (await openOverrides(here.shop.table).overrides()).find((one) => one.customerId === customerId);

describe('override', () => {
  it('finds somebody by the e-mail address, and says whom and which tier it understood', async () => {
    const { code, stdout } = await run('override', 'C07@Marker.Example', '金牌', ...LASTS);
    expect([code, stdout]).toEqual([0, expect.stringContaining('c07: gold (Gold) until 2026-12-31')]);
    expect(await kept('c07')).toMatchObject({ tier: 'gold', until: '2026-12-31' });
    expect(stdout).not.toContain('check its spelling');
  }, 120_000);

  it('folds the address of somebody who is not graded yet as identity does', async () => {
    const { code } = await run('override', ' New@Example.COM', 'gold', ...LASTS);
    expect(code).toBe(0);
    expect(await kept('new@example.com')).toMatchObject({ tier: 'gold' });
  }, 120_000);

  it('has nothing to end where there is no manual tier, and ends one where there is', async () => {
    const none = await run('override', 'c08', '--end');
    expect([none.code, none.stdout]).toEqual([0, expect.stringContaining('c08 has no manual tier')]);
    expect(await kept('c08')).toBeUndefined();
    const ended = await run('override', 'c07@marker.example', '--end');
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining('1 ended')]);
    expect(await kept('c07')).toMatchObject({ tier: null });
  }, 120_000);
});

describe('upload of manual tiers', () => {
  it.each([
    ['english.csv', 'customer_id,tier,until,why\nc10,gold,2026-12-31,x\n', 'c10'],
    ['chinese.csv', '\ufeff客户编号;等级;截止日期;原因\nc11;金牌;2026-12-31;老客户\n', 'c11'],
    ['quoted.csv', '\n"Tier","Customer ID","Until","Why","note"\ngold,c12,2026-12-31,x,y\n', 'c12'],
  ])(
    'knows %s by its heads, and waits for that answer',
    async (name, text, customerId) => {
      const { code, stdout } = await run('upload', folder.write(name, text));
      expect([code, stdout]).toEqual([0, expect.stringContaining('Manual tiers: 1 set')]);
      expect(stdout).toContain(`uploaded as overrides/${name}`);
      expect(await kept(customerId)).toMatchObject({ tier: 'gold' });
    },
    120_000,
  );

  it('is refused under --as of an export, and told its faults under --as overrides', async () => {
    const file = folder.write('vip.csv', 'customer_id,tier,until,why\nc13,platinum,2026-12-31,x\n');
    const before = (await here.shop.runs.intakes()).length;
    const asCustomers = await run('upload', file, '--as', 'customers');
    expect([asCustomers.code, asCustomers.stderr]).toEqual([1, expect.stringContaining('E_MANUAL_TIERS')]);
    const faulty = await run('upload', file, '--as', 'overrides');
    expect([faulty.code, faulty.stdout]).toEqual([1, expect.stringContaining('line 2, tier: ')]);
    expect((await here.shop.runs.intakes()).length).toBe(before);
  }, 120_000);
});

describe('a policy that names a template that there is not', () => {
  const preset = readFileSync(new URL('../../../shared/presets/default.yaml', import.meta.url), 'utf8');
  const faulty = preset.replace(/template: [\w-]+/, 'template: our-own-letter');
  const file = folder.write('policy.yaml', faulty);

  it.each([
    ['check', ['check', file]],
    ['local', ['local', '--once', '--policy', file, '--state', folder.path('never')]],
    ['simulate', ['simulate', '--policy', file, '--state', state]],
  ])(
    'is refused by %s, with those that there are',
    async (_, args) => {
      const { code, stderr } = await tierwise(args);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /line \d+, column \d+: there is no mail template our-own-letter; there are: .*win-back/,
      );
      expect(stderr).not.toContain('E_POLICY_NOT_TAKEN');
    },
    120_000,
  );
});

it('where no local cloud is up, --state is named', async () => {
  const { code, stderr } = await tierwise(['runs', '--state', folder.path('nothing')]);
  expect([code, stderr]).toEqual([1, expect.stringContaining('--state')]);
}, 60_000);
