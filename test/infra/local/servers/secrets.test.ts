import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSecrets } from '../../../../infra/local/servers/secrets.ts';
import { credentials, removeFolder, temporaryFolder } from './s3-support.ts';

const dir = temporaryFolder();
async function open() {
  const server = await startSecrets({ dir });
  const client = new SecretsManagerClient({ endpoint: server.url, region: 'us-east-1', credentials });
  return { server, client };
}

let secrets: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  secrets = await open();
  secrets.server.ensure('tierwise/keys', () => '{"seed":"one"}');
});
afterAll(async () => {
  await secrets.server.close();
  removeFolder(dir);
});

const read = (SecretId: string) => secrets.client.send(new GetSecretValueCommand({ SecretId }));

it('gives the value by name and by ARN', async () => {
  const { SecretString, ARN = '', CreatedDate } = await read('tierwise/keys');
  expect(SecretString).toBe('{"seed":"one"}');
  expect((await read(ARN)).SecretString).toBe(SecretString);
  expect(CreatedDate?.getFullYear()).toBeGreaterThan(2000);
});

it('describes a secret without its value', async () => {
  const described = await secrets.client.send(new DescribeSecretCommand({ SecretId: 'tierwise/keys' }));
  expect(described).toMatchObject({ Name: 'tierwise/keys', ARN: (await read('tierwise/keys')).ARN });
  expect(JSON.stringify(described)).not.toContain('seed');
});

it('a value is made once, also over a restart', async () => {
  secrets.server.ensure('tierwise/keys', () => '{"seed":"two"}');
  await secrets.server.close();
  secrets = await open();
  secrets.server.ensure('tierwise/keys', () => '{"seed":"three"}');
  expect((await read('tierwise/keys')).SecretString).toBe('{"seed":"one"}');
});

it('only the owner may read the file', () => {
  expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
});

it('a missing secret and another action are refused', async () => {
  await expect(read('nobody')).rejects.toBeInstanceOf(ResourceNotFoundException);
  const list = secrets.client.send(new ListSecretsCommand({}));
  await expect(list).rejects.toMatchObject({ name: 'UnknownOperationException' });
});
