import { hkdfSync } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ZodType } from 'zod';
import type { Seeds } from '../contract/mail-keys.ts';
import { lasting } from './lasting.ts';

/** One key out of a seed; keys of other purposes tell nothing of it. */
export const derive = (seed: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', seed, '', `tierwise ${purpose}`, 32));

/** Every seed of a secret by its id, the current one among them. */
export const seedsOf = ({ seed, current, old }: Seeds): Record<string, string> => ({
  ...{ ...old, [current]: seed },
});

/** What signs for a purpose, by the id of the seed. */
export const signersOf = (secret: Seeds, purpose: string): Map<string, Buffer> =>
  new Map(Object.entries(seedsOf(secret)).map(([id, seed]) => [id, derive(seed, purpose)]));

const secretsManager = lasting('SECRETS_MANAGER', () => new SecretsManagerClient({}));

/** Reads a secret. A malformed one says so without quoting it. */
export async function readSeeds<T>(
  secretId: string,
  schema: ZodType<T>,
  client = secretsManager(),
): Promise<T> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  const secret = schema.safeParse(parseJson(SecretString ?? ''));
  if (!secret.success) throw new Error(`the secret ${secretId} does not hold {"seed": "…"}`);
  return secret.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
