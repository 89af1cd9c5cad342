import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/cli.ts';
import { runningCloud } from '../support/running-cloud.ts';

const folder = scratchFolder();
afterAll(folder.remove);

describe('an upload', () => {
  let here: Awaited<ReturnType<typeof runningCloud>>;
  beforeAll(async () => {
    here = await runningCloud(folder.path('keys'), '2026-09-30');
  }, 60_000);
  afterAll(() => here.cloud.close());

  it('B79 reaches intake under its very key, whatever that is', async () => {
    const keys = [
      ...[
        '../x.csv',
        "a'b.csv",
        'star*.csv',
        'a[1].csv',
        'k=v/%2e%2e/x.csv',
        'a+b c.csv',
        '订单导出 (1).csv',
      ],
      `${'单'.repeat(337)}.csv.x`,
    ].map((name) => `orders/${name}`);
    expect(keys.map((key) => Buffer.byteLength(key)).at(-1)).toBe(1024);
    for (const [i, key] of keys.entries())
      await here.shop.uploads.put(key, `order_id,customer_id,ordered_at,amount\nK${i},c01,2026-09-01,1.00\n`);
    await here.cloud.idle();
    const taken = await here.shop.runs.intakes();
    expect(taken).toHaveLength(keys.length);
    for (const key of keys)
      expect(
        taken.filter((one) => one.key === key),
        key,
      ).toMatchObject([{ status: 'committed' }]);
  }, 60_000);
});
