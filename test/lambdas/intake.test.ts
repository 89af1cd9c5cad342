import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newestVersion } from '../../shared/adapters/upload-versions.ts';
import { AnswerSchema, IntakeSchema } from '../../shared/contract/intake.ts';
import { lakeKeys, resultKeys } from '../../shared/contract/keys.ts';
import { MailSettingsSchema } from '../../shared/domain/policy/mail-schema.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { DEFAULT, created as event, shop, wired } from '../support/intake-shop.ts';
import { type Stores, startStores } from '../support/local-stores.ts';

const GOOD = 'order_id,customer_id,ordered_at,amount\nO1,C1,2026-03-01,10.00\nO2,C2,2026-03-02,5\n';
const BAD = 'order_id,customer_id,ordered_at\nO1,C1,2026-03-01\n';

describe('a good file', () => {
  test('is written whole before it is committed, and wakes grading last', async () => {
    const { put, take, writes, pending } = shop();
    const made = await take(put('orders/a.csv', GOOD));
    expect(made).toMatchObject({
      status: 'committed',
      kind: 'orders',
      contentId: expect.stringMatching(/^[0-9a-f]{32}$/),
      sequencer: '0A',
    });
    expect(made.uploadedAt).toBe('2026-10-01T00:00:00.000Z');
    expect(writes).toEqual([
      'lake:lake/orders/ID.parquet',
      'runs:CONTENT',
      'results:answers/ID/rejects.csv',
      'results:answers/ID/answer.json',
      'runs:INTAKE',
      'runs:PENDING',
      'lake:intakes/ID.json',
    ]);
    expect(await pending()).toBe(1);
  });

  test('is taken in once, however often its event comes', async () => {
    const { put, take, pending, writes, lake } = shop();
    const created = put('orders/a.csv', GOOD);
    const made = await take(created);
    const before = writes.length;
    expect(await take(created)).toEqual(made);
    expect(writes).toHaveLength(before);
    expect(await pending()).toBe(1);
    expect(IntakeSchema.parse(JSON.parse(String(await lake.must(lakeKeys.intake(made.intakeId)))))).toEqual(
      made,
    );
  });

  test('the same bytes again are not read again, but are a newer statement', async () => {
    const { put, take, pending, writes, results } = shop();
    const first = await take(put('orders/a.csv', GOOD));
    const before = writes.length;
    const again = await take(put('orders/other name.csv', GOOD));
    expect(again).toMatchObject({
      contentId: first.contentId,
      counts: first.counts,
      key: 'orders/other name.csv',
    });
    expect(again.intakeId).not.toBe(first.intakeId);
    expect(writes.slice(before)).not.toContain('lake:lake/orders/ID.parquet');
    expect(await pending()).toBe(2);
    expect(await results.get(resultKeys.rejects(again.intakeId))).toBeDefined();
  });

  test.each<[string, Partial<Policy>, boolean]>([
    ['currency', { currency: { code: 'JPY', rates: {} } }, true],
    ['zone', { timeZone: 'America/New_York' }, true],
    ['identity', { identity: ['email'] }, true],
    ['cooldown', { mail: MailSettingsSchema.parse({ cooldownDays: 5 }) }, false],
    ['rates', { currency: { rates: { USD: 7 } } }, false],
    ['way of writing dates', { intake: { maxRejectShare: 0.05, dates: 'DMY' } }, true],
  ])(
    'the same bytes by a policy of another %s are read anew if that shows in rows',
    async (_, over, anew) => {
      const { put, take, takeBy } = shop();
      const first = await take(put('orders/a.csv', GOOD));
      const again = await takeBy({ ...DEFAULT, ...over })(put('orders/a.csv', GOOD));
      expect(again.contentId === first.contentId).toBe(!anew);
      expect(again.sha256).toBe(first.sha256);
    },
  );

  test('amounts are counted in the digits of the currency that the policy names now', async () => {
    const { put, take, takeBy } = shop();
    expect((await take(put('orders/a.csv', GOOD))).amounts).toEqual({ '': 1500 });
    const inYen = takeBy({ ...DEFAULT, currency: { code: 'JPY', rates: {} } });
    expect((await inYen(put('orders/a.csv', GOOD))).amounts).toEqual({ '': 15 });
  });

  test('the same bytes again, after the first answer was tidied away', async () => {
    const { put, take, remove, results } = shop();
    const first = await take(put('orders/a.csv', GOOD));
    remove(resultKeys.rejects(first.intakeId));
    const again = await take(put('orders/a.csv', GOOD));
    expect(again).toMatchObject({ status: 'committed', contentId: first.contentId });
    expect(await results.get(resultKeys.answer(again.intakeId))).toBeDefined();
  });

  test('its rejects and its answer say what was left out', async () => {
    const { put, take, results } = shop();
    const rows = Array.from({ length: 40 }, (_, i) => `N${i},C1,2026-03-01,1\n`).join('');
    const made = await take(put('orders/a.csv', `${GOOD}${rows}O9,C9,2026-02-30,1\n`));
    const answer = AnswerSchema.parse(
      JSON.parse(String(await results.must(resultKeys.answer(made.intakeId)))),
    );
    expect(answer.problems).toMatchObject([
      { line: 44, code: 'R_DATE_INVALID', remedy: { en: 'Write it as 2025-04-03.' } },
    ]);
    expect(String(await results.must(resultKeys.rejects(made.intakeId)))).toContain('44,R_DATE_INVALID');
  });

  test('B79 any key will do, and customers are known wherever they lie', async () => {
    const { put, take } = shop();
    for (const key of [
      'orders/../x.csv',
      "orders/a'b.csv",
      'orders/star*.csv',
      'orders/a[1].csv',
      'orders/%2e%2e/x.csv',
      'orders/a+b.csv',
      'orders/k=v/订单导出 (1)%2e.csv',
      `orders/${'单'.repeat(337)}.csv.x`,
    ])
      expect(await take(put(key, GOOD))).toMatchObject({ status: 'committed', key });
    expect((await take(put('orders/c.csv', 'customer_id,name,consent\nC1,Li,yes\n'))).kind).toBe('customers');
  });
});

describe('a file that is refused', () => {
  test.each([
    ['orders/a.csv', BAD, 'F_HEADER_MISSING_COLUMN'],
    ['orders/a.csv', '', 'F_EMPTY_OBJECT'],
    ['orders/a\r\nb.csv', GOOD, 'F_BAD_KEY'],
  ])('%j leaves an answer, and nothing in the lake', async (key, body, code) => {
    const { put, take, writes, pending } = shop();
    const made = await take(put(key, body));
    expect(made).toMatchObject({ status: 'refused', problems: [{ code }] });
    expect(writes).toEqual([
      'results:answers/ID/rejects.csv',
      'results:answers/ID/answer.json',
      'runs:INTAKE',
    ]);
    expect(await pending()).toBe(0);
  });

  test('one that is gone', async () => {
    expect((await shop().take(event('orders/none.csv', 'v9'))).problems[0]?.code).toBe('F_OBJECT_GONE');
  });

  test('the same bytes are read anew once their encoding is declared', async () => {
    const { put, take } = shop();
    const latin = Buffer.from(
      `order_id,customer_id,ordered_at,amount,name\nO1,C1,2026-03-01,1,M\u00fcller\n`,
      'latin1',
    );
    expect((await take(put('orders/a.csv', latin))).problems[0]?.code).toBe('F_ENCODING_UNKNOWN');
    const declared = await take(put('orders/a.csv', latin, { encoding: 'windows-1252' }));
    expect(declared).toMatchObject({ status: 'committed', encoding: 'windows-1252' });
  });
});

test('killed before any of its writes and called again, the outcome is the same', async () => {
  for (let writes = 0; writes < 7; writes += 1) {
    const { put, take, killAfter, pending, lake, runs } = shop();
    const created = put('orders/a.csv', GOOD);
    killAfter(writes);
    await expect(take(created)).rejects.toThrow('killed');
    killAfter(Number.POSITIVE_INFINITY);
    const made = await take(created);
    expect(made.counts).toMatchObject({ rows: 2, kept: 2 });
    expect(await lake.list('')).toEqual([
      lakeKeys.intake(made.intakeId),
      lakeKeys.rows('orders', made.contentId),
    ]);
    expect(await runs.query('INTAKE')).toHaveLength(1);
    // Killed between mark and marker, it marks twice: a second look that finds nothing new.
    expect(await pending()).toBe(writes === 6 ? 2 : 1);
  }
});

describe('on the local servers', () => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await startStores();
  });
  afterAll(() => stores.close());

  test('two calls at once commit one intake', async () => {
    await stores.uploads.put('orders/a.csv', GOOD);
    const created = event('orders/a.csv', await versionOf(stores, 'orders/a.csv'));
    const newest = (key: string) => newestVersion(stores.uploads, key);
    const take = wired(stores, newest);
    const [one, two] = await Promise.all([take(created), take(created)]);
    expect(one).toEqual(two);
    expect(await stores.runs.query('INTAKE')).toHaveLength(1);
    expect(await stores.lake.list('intakes/')).toEqual([lakeKeys.intake(one.intakeId)]);
  });
});

async function versionOf({ objects }: Stores, key: string): Promise<string> {
  const { VersionId = '' } = await objects.send(new HeadObjectCommand({ Bucket: 'uploads', Key: key }));
  return VersionId;
}
