import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { type Crash, withCrash } from '../crash.ts';
import type { Deployment } from '../deploy/read.ts';
import type { Undo } from '../undo.ts';
import { startDynamo } from './dynamo.ts';
import { startEvents } from './events.ts';
import { startS3 } from './s3/server.ts';
import { ScheduleSchema, startSchedules } from './schedules.ts';
import { startSecrets } from './secrets.ts';
import { startSes } from './ses/server.ts';

export interface ServersOptions {
  dir: string;
  clock: () => Date;
  deployment: Deployment;
  /** Takes what buckets, mail and functions tell EventBridge; on its default bus where none is named. */
  onEvent: (event: unknown, bus?: string) => void;
  /** Takes what is published to a topic: its ARN and the message. */
  onMessage: (topic: string, body: string) => void;
  crash: Crash | undefined;
}

export type Servers = Awaited<ReturnType<typeof startServers>>;

/** Starts everything that keeps data, and makes in it what the templates ask for and is not there yet. */
export async function startServers(options: ServersOptions, undo: Undo) {
  const { dir, clock, deployment, onEvent, onMessage, crash } = options;
  const wrap = (server: 's3' | 'dynamo' | 'ses') => (listener: RequestListener) =>
    withCrash(crash, server, listener);
  const telling = new Set(deployment.buckets.filter(({ tells }) => tells).map(({ name }) => name));
  const s3 = await startS3({
    dir: join(dir, 's3'),
    clock,
    wrap: wrap('s3'),
    onCreated: (event) => (telling.has(event.detail.bucket.name) ? onEvent(event) : undefined),
    buckets: deployment.buckets.map(({ name }) => name),
  });
  undo.later(s3.close);
  const dynamo = await startDynamo({ dir: join(dir, 'dynamo'), wrap: wrap('dynamo') });
  undo.later(dynamo.close);
  for (const table of deployment.tables) await dynamo.createTable(table);
  const ses = await startSes({ dir: join(dir, 'ses'), clock, onEvent, onMessage, wrap: wrap('ses') });
  undo.later(ses.close);
  for (const name of deployment.configurationSets) ses.createConfigurationSet(name);
  for (const name of deployment.identities) ses.createIdentity(name);
  for (const destination of deployment.destinations) ses.createDestination(destination);
  const events = await startEvents({ dir: join(dir, 'buses'), clock, buses: deployment.buses, onEvent });
  undo.later(events.close);
  return { s3, dynamo, ses, events, ...(await startSmallServers(dir, deployment, undo)) };
}

async function startSmallServers(dir: string, deployment: Deployment, undo: Undo) {
  const secrets = await startSecrets({ dir: join(dir, 'secrets') });
  undo.later(secrets.close);
  const seed = () => JSON.stringify({ seed: randomBytes(32).toString('base64url') });
  for (const name of deployment.secrets) secrets.ensure(name, seed);
  const schedules = await startSchedules({ dir: join(dir, 'schedules') });
  undo.later(schedules.close);
  for (const { name, definition } of deployment.schedules) {
    schedules.ensure(name, ScheduleSchema.parse(definition));
  }
  return { secrets, schedules };
}
