import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder, tierwise } from '../../support/cli.ts';
import { runningCloud } from '../../support/running-cloud.ts';

const folder = scratchFolder();
const state = folder.path('state');
const HEADER = 'order_id,customer_id,ordered_at,amount,currency';
const ODD = '流水号,会员卡,哪天,付了\nO1,C1,2026-03-01,10.00\n';
const MAPPING =
  'version: 1\nkind: orders\ncolumns: { order_id: 流水号, customer_id: 会员卡, ordered_at: 哪天, amount: 付了 }\n';

let here: Awaited<ReturnType<typeof runningCloud>>;
beforeAll(async () => {
  here = await runningCloud(state, '2026-09-15');
}, 60_000);
afterAll(async () => {
  await here.cloud.close();
  folder.remove();
});

const run = (...args: string[]) => tierwise([...args, '--state', state]);
const statusesOf = async (key: string) =>
  (await here.shop.runs.intakes()).filter((intake) => intake.key === key).map(({ status }) => status);

describe('upload', () => {
  const march = folder.write(
    'march.csv',
    `${HEADER}\nO1,C1,2026-03-01,12.50,CNY\nO2,C2,2026-03-02,1.00,CNY\n`,
  );

  it('waits until the file is taken in, and tells its counts', async () => {
    const { code, stdout } = await run('upload', march);
    expect([code, stdout]).toEqual([0, expect.stringContaining('✓ march.csv  2 rows = 2 kept')]);
  }, 60_000);

  it('ends with 1 where the file is refused, and says why', async () => {
    const nonsense = folder.write('nonsense.csv', 'hello\nworld\n');
    const { code, stdout } = await run('upload', nonsense);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/✗ nonsense\.csv[\s\S]*F_HEADER/)]);
  }, 60_000);

  it('with --json prints one object and nothing else', async () => {
    const { stdout } = await run('upload', march, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      uploaded: 'orders/march.csv',
      answer: { status: 'committed', counts: { rows: 2, kept: 2 } },
    });
  }, 60_000);

  it('with --no-wait ends as soon as the file is there', async () => {
    const { code, stdout } = await run('upload', march, '--no-wait', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { uploaded: 'orders/march.csv' }]);
  }, 60_000);

  it('puts a file under the kind that it is said to be, and wrong kinds are wrong words', async () => {
    const people = folder.write('people.csv', 'customer_id,name\nC1,Li\n');
    const { stdout } = await run('upload', people, '--as', 'customers', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      uploaded: 'customers/people.csv',
      answer: { kind: 'customers' },
    });
    expect((await run('upload', people, '--as', 'nonsense')).code).toBe(2);
  }, 60_000);

  it('puts a mapping beside its export, tells that it waits, and what the file then came to', async () => {
    const mapping = folder.write('till.csv.mapping.yaml', MAPPING);
    const waits = await run('upload', mapping);
    expect([waits.code, waits.stdout]).toEqual([
      0,
      expect.stringContaining('waits until till.csv is uploaded'),
    ]);
    const taken = await run('upload', folder.write('till.csv', ODD));
    expect([taken.code, taken.stdout]).toEqual([0, expect.stringContaining('✓ till.csv  1 row = 1 kept')]);
    const faulty = await run('upload', folder.write('till.csv.mapping.yaml', 'version: 2\n'));
    expect([faulty.code, faulty.stdout]).toEqual([
      1,
      expect.stringMatching(/✗ till\.csv[\s\S]*F_MAPPING_INVALID[\s\S]*line 1, column 1/),
    ]);
  }, 60_000);

  it('puts any other YAML where the policy lies, and names its faults', async () => {
    const preset = readFileSync(new URL('../../../shared/presets/default.yaml', import.meta.url), 'utf8');
    const good = await run('upload', folder.write('policy.yaml', preset));
    expect([good.code, good.stdout]).toEqual([0, expect.stringContaining('The policy is in use')]);
    const bad = await run('upload', folder.write('bad.yml', 'version: 1\nshop: 3\n'));
    expect([bad.code, bad.stdout]).toEqual([1, expect.stringMatching(/has faults[\s\S]*line 2, column 1/)]);
  }, 60_000);
});

describe('withdraw', () => {
  async function put(key: string, row: string): Promise<void> {
    await here.shop.uploads.put(key, `${HEADER}\n${row}\n`);
    await here.cloud.idle();
  }

  it('says what goes, takes it out, and says what counts again', async () => {
    for (let i = 0; i < 2; i += 1) await put('orders/april.csv', 'A1,C1,2026-04-01,1234.50,CNY');
    const { code, stdout } = await run('withdraw', 'orders/april.csv');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /orders\/april\.csv, 15 September 2026, 12:\d\d \(Asia\/Shanghai\): 1 row that count, 1,234\.50 CNY\n.*withdrawn/,
    );
    expect(stdout).toContain('counts again');
    expect((await statusesOf('orders/april.csv')).sort()).toEqual(['committed', 'withdrawn']);
    expect((await run('withdraw', 'orders/april.csv', '--all')).code).toBe(0);
    expect(await statusesOf('orders/april.csv')).toEqual(['withdrawn', 'withdrawn']);
  }, 60_000);

  it('of several different uploads under a key asks for the id, and takes it', async () => {
    for (const amount of ['1.00', '2.00']) await put('orders/may.csv', `M1,C1,2026-05-01,${amount},CNY`);
    expect(await statusesOf('orders/may.csv')).toEqual(['committed', 'committed']);
    const { code, stderr } = await run('withdraw', 'orders/may.csv');
    expect([code, stderr]).toEqual([1, expect.stringContaining('E_WITHDRAW_WHICH')]);
    const [id = ''] = /[0-9a-f]{32}/.exec(stderr) ?? [];
    const named = await run('withdraw', id, '--json');
    expect(JSON.parse(named.stdout)).toMatchObject({ done: true, withdrawn: [{ intakeId: id }] });
  }, 60_000);

  it('of something unknown changes nothing', async () => {
    const { code, stderr } = await run('withdraw', 'orders/none.csv');
    expect([code, stderr]).toEqual([1, expect.stringContaining('E_NO_UPLOAD')]);
  }, 60_000);
});
