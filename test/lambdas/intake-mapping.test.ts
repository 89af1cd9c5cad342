import { describe, expect, test } from 'vitest';
import { intakeIdOf } from '../../shared/adapters/intake-store.ts';
import { type Intake, IntakeSchema } from '../../shared/contract/intake.ts';
import { lakeKeys, resultKeys } from '../../shared/contract/keys.ts';
import { DEFAULT, shop } from '../support/intake-shop.ts';

const ODD = '流水号,会员卡,哪天,付了\nO1,C1,2026-03-01,10.00\nO2,C2,2026-03-02,5.00\n';
const MAPPING = `version: 1
kind: orders
columns:
  order_id: 流水号
  customer_id: 会员卡
  ordered_at: 哪天
  amount: 付了
currency: CNY
`;
const FILE = 'orders/till.csv';
const BESIDE = 'orders/till.csv.mapping.yaml';
const T1 = '2026-10-01T08:00:00.000Z';
const T2 = '2026-10-01T09:00:00.000Z';

const intakes = async ({ runs }: ReturnType<typeof shop>): Promise<Intake[]> =>
  (await runs.query('INTAKE')).map((item) => IntakeSchema.parse(item));

const TAKEN = { status: 'committed', kind: 'orders', counts: { rows: 2, kept: 2 }, amounts: { CNY: 1500 } };

describe('a mapping beside its file', () => {
  test('that came first is answered, waits, and is used when the file comes', async () => {
    const here = shop();
    const waits = await here.take(here.put(BESIDE, MAPPING, {}, T1));
    expect(waits).toMatchObject({ status: 'waiting', key: BESIDE });
    expect((await here.answerTo(waits.intakeId)).status).toBe('waiting');
    expect(await intakes(here)).toEqual([]);
    expect(await here.pending()).toBe(0);
    const made = await here.take(here.put(FILE, ODD, {}, T2));
    expect(made).toMatchObject({ ...TAKEN, uploadedAt: T2, mapping: { versionId: waits.versionId } });
    expect(await intakes(here)).toHaveLength(1);
  });

  test('that came later has the refused file read anew, as a statement of its own time', async () => {
    const here = shop();
    const refused = await here.take(here.put(FILE, ODD, {}, T1));
    expect(refused.status).toBe('refused');
    const made = await here.take(here.put(BESIDE, MAPPING, {}, T2));
    expect(made).toMatchObject({ ...TAKEN, key: FILE, versionId: refused.versionId, uploadedAt: T2 });
    expect(made.intakeId).not.toBe(refused.intakeId);
    expect(await here.lake.list('intakes/')).toEqual([lakeKeys.intake(made.intakeId)]);
  });

  test.each([
    ['file, mapping', [0, 1]],
    ['mapping, file', [1, 0]],
    ['both at once', [0, 1, 0, 1]],
    ['twice each', [1, 0, 0, 1]],
  ])('events in the order %s commit one intake', async (name, order) => {
    const here = shop();
    const events = [here.put(FILE, ODD, {}, T1), here.put(BESIDE, MAPPING, {}, T2)];
    const calls = order.map((i) => () => here.take(events[i] ?? expect.fail()));
    if (name === 'both at once') await Promise.all(calls.map((call) => call()));
    else for (const call of calls) await call();
    const id = intakeIdOf('uploads', FILE, 'v1', 'v2');
    expect(await intakes(here)).toMatchObject([{ ...TAKEN, intakeId: id, uploadedAt: T2 }]);
  });

  test('a file that was taken in before its mapping came keeps that intake when its event comes again', async () => {
    const here = shop();
    const created = here.put(FILE, 'order_id,customer_id,ordered_at,amount\nO1,C1,2026-03-01,1\n', {}, T1);
    const plain = await here.take(created);
    here.put(BESIDE, MAPPING, {}, T2);
    expect(await here.take(created)).toEqual(plain);
  });

  test('another mapping, or another version of the file, is another reading', async () => {
    const here = shop();
    here.put(BESIDE, MAPPING, {}, T1);
    const first = await here.take(here.put(FILE, ODD, {}, T1));
    const again = await here.take(here.put(BESIDE, MAPPING.replace('CNY', 'EUR'), {}, T2));
    expect(again).toMatchObject({ versionId: first.versionId, amounts: { EUR: 1500 } });
    expect(again.contentId).not.toBe(first.contentId);
    const other = await here.take(here.put(FILE, `${ODD}O3,C3,2026-03-03,1.00\n`, {}, T2));
    expect(other).toMatchObject({ amounts: { EUR: 1600 }, mapping: again.mapping });
  });

  test('the same bytes under the same mapping are not read again', async () => {
    const here = shop();
    here.put(BESIDE, MAPPING, {}, T1);
    const first = await here.take(here.put(FILE, ODD, {}, T1));
    here.put('orders/copy.csv.mapping.yaml', MAPPING, {}, T2);
    const copy = await here.take(here.put('orders/copy.csv', ODD, {}, T2));
    expect(copy).toMatchObject({ ...TAKEN, contentId: first.contentId });
    expect(copy.mapping?.versionId).not.toBe(first.mapping?.versionId);
  });

  test('one that was deleted is not used any more', async () => {
    const here = shop();
    here.put(BESIDE, MAPPING, {}, T1);
    here.unput(BESIDE);
    expect((await here.take(here.put(FILE, ODD, {}, T2))).status).toBe('refused');
  });

  test('one with faults refuses the file and names every fault with its place', async () => {
    const here = shop();
    here.put(FILE, ODD, {}, T1);
    const made = await here.take(
      here.put(BESIDE, 'version: 1\nkind: orders\ncolumns:\n  who: 会员卡\n', {}, T2),
    );
    expect(made).toMatchObject({ status: 'refused', key: FILE, problems: [{ code: 'F_MAPPING_INVALID' }] });
    const answer = await here.answerTo(made.intakeId);
    expect(answer.mappingFaults).toContainEqual(expect.objectContaining({ line: 4, column: 3 }));
    expect(String(await here.results.must(resultKeys.rejects(made.intakeId)))).toContain('F_MAPPING_INVALID');
    expect(await here.lake.list('')).toEqual([]);
  });

  test('one with faults that waits for its file says so at once', async () => {
    const here = shop();
    const waits = await here.take(here.put(BESIDE, 'kind: [', {}, T1));
    expect(waits).toMatchObject({ status: 'waiting', mappingFaults: [{ line: 1 }] });
  });

  test('a film that was put under its name is refused, not read whole', async () => {
    const here = shop();
    here.put(FILE, ODD, {}, T1);
    const film = Buffer.alloc(3_000_000, 0xff);
    const made = await here.take(here.put(BESIDE, film, {}, T2));
    expect(made.problems[0]?.code).toBe('F_MAPPING_INVALID');
  });

  test('B79 nothing is looked for beside a key that is as long as keys may be', async () => {
    const here = shop();
    const key = `orders/${'k'.repeat(1013)}.csv`;
    const asked: string[] = [];
    const newest = async (name: string) => void asked.push(name);
    const take = here.takeBy(DEFAULT, { newest });
    expect(Buffer.byteLength(key)).toBe(1024);
    expect(
      (await take(here.put(key, 'order_id,customer_id,ordered_at,amount\nO1,C1,2026-03-01,1\n'))).status,
    ).toBe('committed');
    expect(asked).toEqual([]);
  });

  test('killed before any of its writes and called again, the outcome is the same', async () => {
    // Its bytes are noted twice: by the currency that the shop had, and by the one that they give it.
    for (let writes = 0; writes < 8; writes += 1) {
      const here = shop();
      here.put(FILE, ODD, {}, T1);
      const event = here.put(BESIDE, MAPPING, {}, T2);
      here.killAfter(writes);
      await expect(here.take(event)).rejects.toThrow('killed');
      here.killAfter(Number.POSITIVE_INFINITY);
      const made = await here.take(event);
      expect(made).toMatchObject(TAKEN);
      expect(await intakes(here)).toHaveLength(1);
      expect(await here.pending()).toBe(writes === 7 ? 2 : 1);
    }
  });
});
