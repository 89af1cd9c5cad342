import { athenaKeys } from '../contract/keys.ts';
import { CollectedSchema, type Measured, type MeasureInput } from '../contract/steps.ts';
import { mustBeAskable, openAsked, tokenOf } from './athena-asked.ts';
import type { Bucket } from './bucket.ts';
import type { Row } from './duckdb.ts';
import { getJson } from './lines.ts';

/** Ends the work of a call: something has to be done elsewhere before it goes on. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  readonly measured: Measured;

  constructor(measured: Measured) {
    super('measure goes on when this is done');
    this.measured = measured;
  }
}

interface Place {
  lake: Bucket;
  database: string;
}

export type Dialogue = Awaited<ReturnType<typeof openDialogue>>;

type PlainRow = Record<string, string | number | boolean | null>;

/** What one call of measure asks, on top of what earlier calls of the run asked and were answered. */
export async function openDialogue({ lake, database }: Place, input: MeasureInput) {
  const { runId, answer } = input;
  const notes = await openAsked(lake, input);
  const at = (key: string) => `s3://${lake.name}/${key}`;
  let next = 0;

  /** Comes back when the query is done. `textAt`: its text, where it writes to. */
  async function ask(textAt: (location: string) => string, mayFail = false): Promise<number> {
    const number = next;
    next += 1;
    const text = (attempt: number) => textAt(at(athenaKeys.answered(runId, number, attempt)));
    const { attempt, done } = await notes.entryOf(number, text(0), mayFail);
    if (done) return number;
    const asked = text(attempt);
    mustBeAskable(number, asked);
    const query = {
      text: asked,
      token: tokenOf({ bucket: lake.name, runId, number, attempt }, asked),
      database,
    };
    throw new Unanswered({ status: 'QUERY', runId, number, attempt, query });
  }

  /** What is read of a query's files is read once. */
  async function once<T extends number | Row[]>(number: number, read: (prefix: string) => Promise<T>) {
    const entry = notes.asked.entries[number];
    if (!entry) throw new Error(`query ${number} was never asked`);
    if (entry.result === undefined) {
      entry.result = (await read(athenaKeys.answered(runId, number, entry.attempt))) as number | PlainRow[];
      await notes.save();
    }
    return entry.result as T;
  }

  /** How many rows the parts have, which are put together of the files of these queries before the next call. */
  async function collected(parts: number, partFiles: number[]): Promise<number> {
    if (notes.asked.collected !== undefined) return notes.asked.collected;
    if (!answer || !('collected' in answer)) {
      notes.asked.partFiles = partFiles;
      await notes.save();
      throw new Unanswered({ status: 'COLLECT', runId, parts });
    }
    const rows = await rowsOfParts(lake, runId, parts);
    notes.asked.collected = rows;
    await notes.save();
    return rows;
  }

  /** Lays down which objects are the rows of the table that is asked for next, and gives the folder of that list. */
  async function list(table: string, keys: readonly string[]): Promise<string> {
    const key = athenaKeys.symlinks(runId, table);
    if (!notes.asked.entries[next]?.done) await lake.put(key, `${keys.map(at).join('\n')}\n`);
    return at(key.slice(0, -'manifest'.length));
  }
  return { ask, once, collected, list };
}

const READS_AT_ONCE = 16;

async function rowsOfParts(lake: Bucket, runId: string, parts: number): Promise<number> {
  let rows = 0;
  for (let from = 0; from < parts; from += READS_AT_ONCE) {
    const some = Array.from({ length: Math.min(READS_AT_ONCE, parts - from) }, (_, i) =>
      getJson(lake, athenaKeys.collected(runId, from + i), CollectedSchema),
    );
    for (const collected of await Promise.all(some)) rows += collected.rows;
  }
  return rows;
}
