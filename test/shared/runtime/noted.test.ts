import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startS3 } from '../../../infra/local/servers/s3/server.ts';
import { openBucket } from '../../../shared/adapters/bucket.ts';
import { openRunFolder } from '../../../shared/adapters/run-folder.ts';
import { noted } from '../../../shared/runtime/noted.ts';
import { scratchFolder } from '../../support/cli.ts';
import { LOCAL_SDK } from '../../support/local-stores.ts';

const folder = scratchFolder();
let s3: Awaited<ReturnType<typeof startS3>>;
beforeAll(async () => {
  const clock = () => new Date();
  s3 = await startS3({ dir: folder.path('s3'), clock, onCreated: () => {}, buckets: ['lake'] });
  const { region, credentials } = LOCAL_SDK;
  const environment = {
    ...{ AWS_ENDPOINT_URL_S3: s3.url, AWS_REGION: region, LAKE_BUCKET: 'lake' },
    ...{ AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey },
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await s3.close();
});

const took = (request: string, ms: number) => ({ ms, memoryMb: 512, request });

it('each call of a step is noted by itself, and what a query of Athena scanned with the call that heard of it', async () => {
  await noted('plan').note({ runId: 'r1' }, took('a', 10));
  await noted('plan').note({ runId: 'r1' }, took('b', 20));
  await noted('measure').note({ runId: 'r1', answer: { bytes: 77 } }, took('c', 30));
  await noted('measure').note({ runId: 'r1', answer: { collected: true } }, took('d', 40));
  await noted('plan').note({ runId: 'r2' }, took('e', 50));
  const { used } = openRunFolder(openBucket('lake'));
  expect(await used('r1')).toEqual([
    { step: 'measure', ms: 30, memoryMb: 512, scannedBytes: 77 },
    { step: 'measure', ms: 40, memoryMb: 512 },
    { step: 'plan', ms: 10, memoryMb: 512 },
    { step: 'plan', ms: 20, memoryMb: 512 },
  ]);
  expect(await used('r3')).toEqual([]);
});
