import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDynamo } from '../../infra/local/servers/dynamo.ts';
import { startS3 } from '../../infra/local/servers/s3/server.ts';
import { startSecrets } from '../../infra/local/servers/secrets.ts';
import { startSes } from '../../infra/local/servers/ses/server.ts';
import { handler as close } from '../../lambdas/close/handler.ts';
import { handler as send } from '../../lambdas/send/handler.ts';
import { handler as unsubscribe } from '../../lambdas/unsubscribe/handler.ts';
import { type Bucket, openBucket } from '../../shared/adapters/bucket.ts';
import { withDuckDb } from '../../shared/adapters/duckdb.ts';
import { openKeys } from '../../shared/adapters/keys.ts';
import { getLines, putJson, putLines } from '../../shared/adapters/lines.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { OutcomeLineSchema, PlanCountsSchema } from '../../shared/contract/artifacts.ts';
import { lakeKeys, runKeys } from '../../shared/contract/keys.ts';
import { MeasureCountsSchema } from '../../shared/contract/measure-counts.ts';
import { mailTo, outboxOf, POLICY, templates } from '../support/mail-room.ts';

const dir = mkdtempSync(join(tmpdir(), 'tierwise-send-'));
const context = {
  getRemainingTimeInMillis: () => 900_000,
  awsRequestId: 'request',
} as Context;
const SEED = 'x'.repeat(43);
const keys = openKeys({ seed: SEED, current: 'k1', old: {} });
let ses: Awaited<ReturnType<typeof startSes>>;
const closing: (() => Promise<void>)[] = [];
const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);

beforeAll(async () => {
  const clock = () => new Date();
  ses = await startSes({ dir: join(dir, 'ses'), clock, onEvent: async () => undefined });
  const s3 = await startS3({
    dir: join(dir, 's3'),
    clock,
    onCreated: () => undefined,
    buckets: ['lake', 'results'],
  });
  const dynamo = await startDynamo({ dir: join(dir, 'dynamo') });
  const secrets = await startSecrets({ dir: join(dir, 'secrets') });
  closing.push(ses.close, s3.close, dynamo.close, secrets.close);
  secrets.ensure('keys', () => JSON.stringify({ seed: SEED }));
  await dynamo.createTable({ name: 'runs', partitionKey: 'pk', sortKey: 'sk' });
  await dynamo.createTable({ name: 'ledger', partitionKey: 'sid' });
  await dynamo.createTable({ name: 'mailboxes', partitionKey: 'mailbox' });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_ENDPOINT_URL_SES: ses.url,
    AWS_ENDPOINT_URL_SESV2: ses.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    LAKE_BUCKET: 'lake',
    RESULTS_BUCKET: 'results',
    RUNS_TABLE: 'runs',
    LEDGER_TABLE: 'ledger',
    MAILBOXES_TABLE: 'mailboxes',
    KEYS_SECRET: 'keys',
    SENDER: 'members@mail.example.com',
    CONFIGURATION_SET: 'tierwise',
    UNSUBSCRIBE_URL: 'http://127.0.0.1:1/unsubscribe/',
    SENDING_LEASE_SECONDS: '60',
    DUCKDB_MEMORY_MB: '256',
  });
  await writeRun();
}, 60_000);

afterAll(async () => {
  for (const end of closing) await end();
  rmSync(dir, { recursive: true, force: true });
});

const intake = (intakeId: string, kind: string, uploadedAt: string) => ({
  intakeId,
  kind,
  status: 'committed',
  key: `customers/${intakeId}.csv`,
  versionId: 'v',
  uploadedAt,
  sequencer: '0',
  sha256: intakeId,
  contentId: intakeId,
  counts: { rows: 1, kept: 1, rejected: 0, repeated: 0, setAside: 0, blank: 0 },
  amounts: {},
  problems: [],
  unmatched: [],
});

/**
 * A committed run of four mails, and exports in which somebody says no: one that the run had seen, a customers export
 * that was uploaded before that one and committed late, and an orders export that came after.
 */
async function writeRun() {
  const [lake, runs] = [openBucket('lake'), openTable('runs')];
  const mails = [1, 2, 3, 4].map((n) => mailTo(n));
  await putLines(lake, runKeys.outbox('r1', 0), outboxOf(mails, POLICY, keys));
  await putJson(lake, runKeys.policy('r1'), POLICY);
  await putJson(lake, runKeys.templates('r1'), { version: 1, templates });
  await putJson(lake, runKeys.inventory('r1'), {
    runId: 'r1',
    runSeq: 1,
    mode: 'periodic',
    asOf: '2026-10-01',
    period: '2026-Q3',
    engine: 'duckdb',
    policyHash: 'h',
    currency: 'CNY',
    intakes: [
      {
        ...{ intakeId: 'seen', contentId: 'seen', kind: 'customers', lakeKey: 'lake/customers/seen.parquet' },
        ...{ seq: 1, uploadedAt: '2026-10-01T00:00:00.000Z', rows: 1 },
      },
    ],
    base: null,
    uncommitted: [],
  });
  const planned = PlanCountsSchema.parse(
    Object.fromEntries(Object.keys(PlanCountsSchema.shape).map((name) => [name, name === 'mails' ? 4 : 0])),
  );
  const counted = Object.entries(MeasureCountsSchema.shape).filter(
    ([, schema]) => schema.safeParse(0).success,
  );
  const measured = Object.fromEntries(counted.map(([name]) => [name, 0]));
  await putJson(lake, runKeys.counts('r1', 'plan', 0), planned);
  await putJson(lake, runKeys.review('r1'), { runId: 'r1', parts: 1, counts: planned, measured });
  const own = { runSeq: 1, mode: 'periodic', asOf: '2026-09-30', period: '2026-Q3', baseSeq: 0, parts: 1 };
  await runs.put({ pk: 'RUN', sk: 'r1', runId: 'r1', state: 'COMMITTED', executionArn: 'x', ...own });
  for (const [n, id, kind, at] of [
    [0, 'seen', 'customers', '2026-10-01T00:00:00.000Z'],
    [1, 'late', 'customers', '2026-09-30T00:00:00.000Z'],
    [3, 'after', 'orders', '2026-10-02T00:00:00.000Z'],
  ] as const) {
    await refusal(lake, kind, id, mails[n]?.customerId ?? '');
    await runs.put({ pk: 'INTAKE', sk: id, ...intake(id, kind, at) });
  }
}

async function refusal(lake: Bucket, kind: string, intakeId: string, customerId: string) {
  const path = join(dir, `${intakeId}.parquet`);
  await withDuckDb({ memoryMb: 256, dir }, (db) =>
    db.run(
      `COPY (SELECT '${intakeId}' AS intake_id, '${customerId}' AS customer_id, NULL::VARCHAR AS email, NULL::VARCHAR AS phone, false AS consent,
         TIMESTAMP '2026-10-01 20:00:00' AS consent_at, NULL::TIMESTAMP AS ordered_at, false AS has_zone) TO '${path}' (FORMAT parquet)`,
    ),
  );
  await lake.upload(path, lakeKeys.rows(kind, intakeId));
}

describe('the mail functions as they are wired', () => {
  it('send the outbox, close it, and unsubscribe by the link in the mail', async () => {
    const counts = await send({ runId: 'r1', part: 0 }, context);
    expect(counts).toMatchObject({ mails: 4, sent: 2, suppressed: 2, pending: 0 });
    const lines = await getLines(openBucket('lake'), runKeys.outcomes('r1', 0), OutcomeLineSchema);
    expect(lines.map(({ reason }) => reason)).toEqual(['', 'consent_withdrawn', '', 'consent_withdrawn']);

    expect(await close({ runId: 'r1', parts: 1 }, context)).toMatchObject({ pending: 0 });
    expect(await openTable('runs').get({ pk: 'RUN', sk: 'r1' })).toMatchObject({ state: 'CLOSED' });

    const [first] = ses.accepted();
    const mail = await PostalMime.parse(ses.raw(first?.messageId ?? '') ?? '');
    const link =
      mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value.replace(/[<>\s]/g, '') ?? '';
    expect(mail.html).toContain(link);
    const request = { rawPath: new URL(link).pathname, requestContext: { http: { method: 'POST' } } };
    expect(await unsubscribe(request, context)).toMatchObject({ statusCode: 200 });
    const mailbox = link.split('.').at(-3) ?? '';
    expect((await openTable('mailboxes').get({ mailbox }))?.unsubscribedAt).toMatch(/^\d{4}-/);

    const logged = log.mock.calls.flat().join('\n');
    expect(logged).not.toMatch(/example\.com|王|v2\.k1/);
  });
});
