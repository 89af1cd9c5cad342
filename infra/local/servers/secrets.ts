import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { failure, jsonApi, type Reply } from './json-api.ts';
import { jsonFile } from './json-file.ts';
import { listen } from './listen.ts';

const SecretSchema = z.object({ value: z.string(), versionId: z.string(), createdAt: z.number() });
const SecretsSchema = z.record(z.string(), SecretSchema);
const RequestSchema = z.object({ SecretId: z.string() });

export interface SecretsOptions {
  dir: string;
  port?: number;
  wrap?: (listener: RequestListener) => RequestListener;
}

/** A Secrets Manager that can be asked for values, on the loopback address. */
export async function startSecrets({ dir, port = 0, wrap = (listener) => listener }: SecretsOptions) {
  mkdirSync(dir, { recursive: true });
  const file = jsonFile(join(dir, 'secrets.json'), SecretsSchema, {});

  /** Makes the value once; it stays the same for ever after. */
  function ensure(id: string, makeValue: () => string): void {
    const secrets = file.read();
    if (secrets[id]) return;
    file.write({ ...secrets, [id]: { value: makeValue(), versionId: randomUUID(), createdAt: Date.now() } });
  }

  const server = await listen(wrap(jsonApi((req, body) => answer(file.read(), req, body))), port);
  return { url: server.url, close: server.close, ensure };
}

const arnOf = (id: string): string => `arn:aws:secretsmanager:local:000000000000:secret:${id}`;

const GET = 'secretsmanager.GetSecretValue';
/** Everything but the value. */
const DESCRIBE = 'secretsmanager.DescribeSecret';

type Secrets = z.infer<typeof SecretsSchema>;

function answer(secrets: Secrets, req: IncomingMessage, body: unknown): Reply {
  const target = req.headers['x-amz-target'];
  if (target !== GET && target !== DESCRIBE)
    return failure(400, 'UnknownOperationException', 'The local Secrets Manager only gives and describes.');
  const request = RequestSchema.safeParse(body);
  if (!request.success) return failure(400, 'InvalidRequestException', 'SecretId is missing.');
  const id = request.data.SecretId;
  const found = Object.entries(secrets).find(([name]) => name === id || arnOf(name) === id);
  if (!found)
    return failure(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  const [Name, { value, versionId, createdAt }] = found;
  if (target === DESCRIBE)
    return {
      status: 200,
      body: {
        ARN: arnOf(Name),
        Name,
        CreatedDate: createdAt / 1000,
        VersionIdsToStages: { [versionId]: ['AWSCURRENT'] },
      },
    };
  const stages = { VersionStages: ['AWSCURRENT'], CreatedDate: createdAt / 1000 };
  return {
    status: 200,
    body: { ARN: arnOf(Name), Name, SecretString: value, VersionId: versionId, ...stages },
  };
}
