import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StateError } from '../asl/errors.ts';
import type { Json } from '../asl/schema.ts';
import { runStatement } from './engine.ts';

const StartSchema = z.strictObject({
  QueryString: z.string().max(262_144),
  ClientRequestToken: z.string().min(32).max(128),
  WorkGroup: z.string(),
  QueryExecutionContext: z.strictObject({ Catalog: z.string().optional(), Database: z.string() }),
});
const DoneSchema = z.object({ text: z.string(), failed: z.string().optional() });

/**
 * Athena as a state machine calls it and waits for it. A token stands for one query: asked again, what became of it is
 * said again, and nothing runs. One at a time, because they share files.
 */
export function openQueries(dir: string) {
  let last: Promise<unknown> = Promise.resolve();
  return (args: Json): Promise<Json> => {
    const mine = last.then(() => answer(dir, args));
    last = mine.catch(() => undefined);
    return mine;
  };
}

async function answer(dir: string, args: Json): Promise<Json> {
  const { QueryString, ClientRequestToken, QueryExecutionContext } = StartSchema.parse(args);
  const path = join(dir, 'queries', `${ClientRequestToken}.json`);
  const known = await doneIn(path);
  if (known && known.text !== QueryString)
    throw new StateError('Athena.InvalidRequestException', 'the token stands for another query');
  const { failed } = known ?? (await run(dir, path, QueryString, QueryExecutionContext.Database));
  if (failed !== undefined) throw new StateError('States.TaskFailed', failed);
  const Statistics = { DataScannedInBytes: 0, EngineExecutionTimeInMillis: 0 };
  return {
    QueryExecution: { QueryExecutionId: ClientRequestToken, Status: { State: 'SUCCEEDED' }, Statistics },
  };
}

async function run(dir: string, path: string, text: string, database: string) {
  const failed = await runStatement(join(dir, 'databases'), text, database).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : 'failed'),
  );
  const done = { text, ...(failed === undefined ? {} : { failed }) };
  await mkdir(join(dir, 'queries'), { recursive: true });
  await writeFile(`${path}.new`, JSON.stringify(done));
  await rename(`${path}.new`, path);
  return done as z.infer<typeof DoneSchema>;
}

async function doneIn(path: string) {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : DoneSchema.parse(JSON.parse(text));
}
