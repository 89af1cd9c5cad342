import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoints } from '../../infra/local/deploy/environment.ts';
import { startDynamo } from '../../infra/local/servers/dynamo.ts';
import { startS3 } from '../../infra/local/servers/s3/server.ts';
import { startSecrets } from '../../infra/local/servers/secrets.ts';
import { startSes } from '../../infra/local/servers/ses/server.ts';

/** The local servers in a process of their own, so that their work is not counted as ours; they end with their parent. */
const dir = mkdtempSync(join(tmpdir(), 'tierwise-mail-bench-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
process.once('disconnect', () => process.exit());

const clock = () => new Date();
const s3 = await startS3({ dir: join(dir, 's3'), clock, onCreated: () => {}, buckets: ['lake'] });
const dynamo = await startDynamo({ dir: join(dir, 'dynamo') });
await dynamo.createTable({ name: 'ledger', partitionKey: 'sid' });
await dynamo.createTable({ name: 'mailboxes', partitionKey: 'mailbox' });
await dynamo.createTable({ name: 'runs', partitionKey: 'pk', sortKey: 'sk' });
const ses = await startSes({ dir: join(dir, 'ses'), clock, onEvent: async () => undefined });
ses.configure({ maxSendRate: 100_000, max24HourSend: 100_000_000 });
const secrets = await startSecrets({ dir: join(dir, 'secrets') });
secrets.ensure('keys', () => JSON.stringify({ seed: randomBytes(32).toString('base64url') }));

const endpoints: Endpoints = {
  ...{ s3: s3.url, dynamo: dynamo.url, ses: ses.url, secrets: secrets.url },
  ...{ schedules: '', events: '', states: '' },
};
process.send?.(endpoints);
