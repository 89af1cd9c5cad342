import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { parse } from 'csv-parse/sync';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../infra/cli/batch.ts';
import { AnswerSchema, type Intake } from '../../shared/contract/intake.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { scratchFolder } from '../support/cli.ts';
import { runningCloud } from '../support/running-cloud.ts';
import { customersCsv, laterOrdersCsv, ordersCsv } from '../support/small-shop.ts';

const folder = scratchFolder();
afterAll(folder.remove);

const orders = folder.write('orders.csv', ordersCsv());
const customers = folder.write('customers.csv', customersCsv());
const later = folder.write('later.csv', laterOrdersCsv());
const DAY = '2026-09-30';
const LEAD = 'lead@example.com';

type Cloud = Awaited<ReturnType<typeof runningCloud>>;

/** Who is where, and by which figures; how he came there is left out. */
async function standing(here: Cloud, runId: string): Promise<string[]> {
  const rows: Record<string, string>[] = parse(await here.tiersCsv(runId), { columns: true, bom: true });
  return rows
    .map((row) => [row.customer_id, row.tier, row.last_order_date, row.order_count, row.net_amount].join())
    .sort();
}

const graded = async (here: Cloud, files: string[]) => standing(here, (await here.quarter(files, DAY)).runId);

const intakesOf = async ({ shop }: Cloud, key: string): Promise<Intake[]> =>
  (await shop.runs.intakes()).filter((intake) => intake.key === key);

async function withdraw(here: Cloud, asked: { key?: string; intakeId?: string }) {
  const id = await ask(here.shop, { want: 'withdraw', all: false, ...asked });
  await here.cloud.idle();
  const answer = await here.shop.results.must(resultKeys.requestAnswer(`requests/${id}.json`));
  return JSON.parse(answer.toString('utf8'));
}

describe('an export that is withdrawn', () => {
  let here: Cloud;
  let alone: string[];
  beforeAll(async () => {
    const other = await runningCloud(folder.path('alone'), DAY);
    alone = await graded(other, [orders, customers]);
    await other.cloud.close();
    here = await runningCloud(folder.path('withdrawn'), DAY);
  }, 120_000);
  afterAll(() => here.cloud.close());

  it('is as if it had never been uploaded; uploaded again it is as before', async () => {
    const both = await graded(here, [orders, customers, later]);
    expect(both).not.toEqual(alone);
    expect(await withdraw(here, { key: 'orders/later.csv' })).toMatchObject({
      done: true,
      withdrawn: [{ key: 'orders/later.csv', rows: 72, kept: 72, amounts: { CNY: 72 * 90_000 } }],
      notes: [],
    });
    expect(await graded(here, [])).toEqual(alone);
    await here.shop.uploads.upload(later, 'orders/later.csv');
    await here.cloud.idle();
    expect(await intakesOf(here, 'orders/later.csv')).toHaveLength(2);
    expect(await graded(here, [])).toEqual(both);
  }, 120_000);

  it('wakes grading by itself', async () => {
    const before = here.cloud.executions().length;
    here.cloud.releaseGrading();
    await here.cloud.idle();
    const known = await here.shop.runs.runs();
    await withdraw(here, { key: 'orders/later.csv' });
    await here.cloud.idle();
    expect(here.cloud.executions().length).toBeGreaterThan(before);
    const [run] = (await here.shop.runs.runs()).slice(known.length);
    expect(run).toMatchObject({ mode: 'onDemand', state: 'CLOSED' });
    expect((await standing(here, run?.runId ?? '')).map((row) => row.split(',').at(-1))).toEqual(
      alone.map((row) => row.split(',').at(-1)),
    );
  }, 60_000);

  it('when it was the last one, the next run refuses; what was said stays', async () => {
    const tiers = await here.shop.runs.snapshot();
    const answer = await withdraw(here, { key: 'orders/orders.csv' });
    expect(answer.notes).toMatchObject([{ en: expect.stringContaining('E_NO_EXPORT') }]);
    await expect(here.quarter([], DAY)).rejects.toMatchObject({ code: 'E_NO_EXPORT' });
    expect(await here.shop.runs.snapshot()).toEqual(tiers);
  }, 60_000);
});

describe('a run that has taken its inventory', () => {
  const policy = folder.write(
    'asking.yaml',
    readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8').replace(
      /^approval: .*$/m,
      'approval: always',
    ),
  );
  let here: Cloud;
  beforeAll(async () => {
    here = await runningCloud(folder.path('frozen'), DAY);
  }, 60_000);
  afterAll(() => here.cloud.close());

  it('keeps what was withdrawn since; the next one counts without it', async () => {
    const planned = await here.quarter([orders, customers, later], DAY, policy);
    expect(planned.state).toBe('AWAITING_APPROVAL');
    await withdraw(here, { key: 'orders/later.csv' });
    await ask(here.shop, { want: 'approve', runId: planned.runId });
    await here.cloud.idle();
    const spent = async (runId: string) =>
      (await standing(here, runId))
        .find((row) => row.startsWith('c00,'))
        ?.split(',')
        .at(-1);
    const before = await spent(planned.runId);
    const next = await here.quarter([], DAY);
    await ask(here.shop, { want: 'approve', runId: next.runId });
    await here.cloud.idle();
    expect(Number(before) - Number(await spent(next.runId))).toBe(8 * 900);
  }, 60_000);
});

describe('uploads of one moment', () => {
  let here: Cloud;
  beforeAll(async () => {
    here = await runningCloud(folder.path('moment'), DAY);
  }, 60_000);
  afterAll(() => here.cloud.close());

  const deadLetters = () => readdirSync(join(here.cloud.dir, 'dead-letters'));

  it('one that nobody can read is a dead letter, and stops no other', async () => {
    const release = here.cloud.bus.hold((rule) => rule.id.startsWith('EventsExports'));
    const blobs = join(here.cloud.dir, 's3', 'blobs');
    await here.shop.uploads.upload(orders, 'orders/first.csv');
    const before = new Set(readdirSync(blobs));
    await here.shop.uploads.upload(later, 'orders/poison.csv');
    for (const blob of readdirSync(blobs)) if (!before.has(blob)) rmSync(join(blobs, blob));
    await here.shop.uploads.upload(customers, 'customers/last.csv');
    release();
    await here.cloud.idle();
    const taken = (await here.shop.runs.intakes()).map(({ key, status }) => `${key} ${status}`);
    expect(taken.sort()).toEqual(['customers/last.csv committed', 'orders/first.csv committed']);
    expect(deadLetters()).toHaveLength(1);
    const letter = readFileSync(join(here.cloud.dir, 'dead-letters', deadLetters()[0] ?? ''), 'utf8');
    expect(letter).toContain('orders/poison.csv');
    expect(await here.shop.lake.list('intakes/')).toHaveLength(2);
  }, 60_000);

  it('an upload that is deleted afterwards changes nothing', async () => {
    const before = await graded(here, []);
    const client = new S3Client({});
    for (const Key of ['orders/first.csv', 'customers/last.csv'])
      await client.send(new DeleteObjectCommand({ Bucket: here.cloud.buckets.uploads, Key }));
    client.destroy();
    await here.cloud.idle();
    expect(await here.shop.uploads.head('orders/first.csv')).toBeUndefined();
    expect(await graded(here, [])).toEqual(before);
  }, 60_000);

  it('activity and feedback reach intake under their own kind', async () => {
    const files = [
      ['activity/seen.csv', 'customer_id,activity,occurred_at\nc01,signed in,2026-09-01\n', 'activity'],
      ['feedback/asked.csv', 'customer_id,feedback,score,occurred_at\nc01,nps,9,2026-09-01\n', 'feedback'],
    ] as const;
    for (const [key, body] of files) await here.shop.uploads.put(key, body);
    await here.cloud.idle();
    for (const [key, , kind] of files)
      expect(await intakesOf(here, key)).toMatchObject([{ kind, status: 'committed' }]);
  }, 60_000);
});

describe('answers', () => {
  let here: Cloud;
  const policy = folder.write(
    'told.yaml',
    `${readFileSync(new URL('../../shared/presets/default.yaml', import.meta.url), 'utf8').replace(/^notify:.*$/m, '')}
notify: { answers: [${LEAD}] }
`,
  );
  beforeAll(async () => {
    here = await runningCloud(folder.path('told'), DAY);
  }, 60_000);
  afterAll(() => here.cloud.close());

  const mails = () => here.cloud.ses.accepted().filter(({ destinations }) => destinations.includes(LEAD));

  it('are mailed to nobody until the policy names somebody', async () => {
    await here.shop.uploads.put('orders/nonsense.csv', 'hello\nworld\n');
    await here.cloud.idle();
    expect(here.cloud.ses.sentCount()).toBe(0);
  }, 60_000);

  it('go out once for each upload, taken in, refused or waiting, as any other mail', async () => {
    await here.shop.uploads.upload(policy, 'policy/policy.yaml');
    await here.cloud.idle();
    await here.shop.uploads.upload(orders, 'orders/orders.csv');
    await here.shop.uploads.put('orders/nonsense.csv', 'hello\nworld\n');
    await here.shop.uploads.put('orders/till.csv.mapping.yaml', 'version: 1\n');
    await here.cloud.idle();
    const subjects = mails().map(({ messageId }) => here.cloud.ses.raw(messageId) ?? '');
    const parsed = await Promise.all(subjects.map((raw) => PostalMime.parse(raw)));
    expect(parsed.map(({ subject = '' }) => subject).sort()).toEqual([
      '“nonsense.csv”未被采用',
      expect.stringMatching(/^“orders\.csv”已导入(，[\d,]+ 行有误)?$/),
      '“policy.yaml”已启用',
      '“till.csv.mapping.yaml”有错误：列对照表需修正后重新上传',
    ]);
  }, 60_000);

  it('never tell of a row', async () => {
    await here.shop.uploads.put(
      'orders/private.csv',
      `order_id,customer_id,email,name,ordered_at,amount\n${Array.from({ length: 30 }, (_, i) => `p${i},secret${i},secret${i}@example.com,王秘密,2026-09-01,1.00\n`).join('')}p31,secret31,x,王秘密,2026-02-30,1.00\n`,
    );
    await here.cloud.idle();
    const raw = here.cloud.ses.raw(mails().at(-1)?.messageId ?? '') ?? '';
    const { subject, text, html } = await PostalMime.parse(raw);
    expect(subject).toContain('private.csv');
    expect(`${text}${html}`).toContain('R_DATE_INVALID');
    expect(`${text}${html}`).not.toMatch(/secret\d|王秘密/);
  }, 60_000);

  it('have the file of a mapping read anew, in either order', async () => {
    const till = '流水号,会员卡,哪天,付了\nT1,c01,2026-09-01,10.00\n';
    const mapping =
      'version: 1\nkind: orders\ncolumns: { order_id: 流水号, customer_id: 会员卡, ordered_at: 哪天, amount: 付了 }\n';
    await here.shop.uploads.put('orders/one.csv', till);
    await here.cloud.idle();
    await here.shop.uploads.put('orders/one.csv.mapping.yaml', mapping);
    await here.shop.uploads.put('orders/two.csv.mapping.yaml', mapping);
    await here.cloud.idle();
    await here.shop.uploads.put('orders/two.csv', `${till}T2,c02,2026-09-01,10.00\n`);
    await here.cloud.idle();
    const statuses = async (key: string) => (await intakesOf(here, key)).map(({ status }) => status).sort();
    expect(await statuses('orders/one.csv')).toEqual(['committed', 'refused']);
    expect(await statuses('orders/two.csv')).toEqual(['committed']);
    const [two] = await intakesOf(here, 'orders/two.csv');
    const answer = await here.shop.results.must(resultKeys.answer(two?.intakeId ?? ''));
    expect(AnswerSchema.parse(JSON.parse(answer.toString('utf8'))).mapping).toBeDefined();
  }, 60_000);
});
