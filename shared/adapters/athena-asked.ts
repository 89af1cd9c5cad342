import { createHash } from 'node:crypto';
import { z } from 'zod';
import { athenaKeys } from '../contract/keys.ts';
import type { MeasureInput } from '../contract/steps.ts';
import { both } from '../domain/bilingual.ts';
import { Refusal } from '../domain/refusal.ts';
import { bytesOnTheWay } from './athena-texts.ts';
import type { Bucket } from './bucket.ts';
import { getJson, putJson } from './lines.ts';

const CellSchema = z.union([z.string(), z.number(), z.boolean()]).nullable();

/** One query of a run. `digest` is of its text; `result` is what was read of its files, once that was done. */
const EntrySchema = z.object({
  attempt: z.int().min(0),
  digest: z.string(),
  done: z.boolean(),
  bytes: z.int().optional(),
  millis: z.int().optional(),
  result: z.union([z.array(z.record(z.string(), CellSchema)), z.int()]).optional(),
});
type Entry = z.infer<typeof EntrySchema>;

/**
 * Queries by their numbers, from 0. `partFiles`: those that wrote the features, `PARTS_AT_ONCE` parts each. `collected`:
 * the parts lie at their keys, with so many rows.
 */
const AskedSchema = z.object({
  entries: z.array(EntrySchema),
  partFiles: z.array(z.int()).default([]),
  collected: z.int().optional(),
});
type Asked = z.infer<typeof AskedSchema>;

/** Athena fills at most so many partitions at once. */
export const PARTS_AT_ONCE = 100;

/** A failed query is asked for so many times in all. */
const ATTEMPTS = 3;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Asking {
  /** Name of the lake's bucket: a stage that is thrown away and made anew has runs of the same ids, and none of their queries. */
  bucket: string;
  runId: string;
  number: number;
  attempt: number;
}

/** The same for the same query of a run, asked for again. */
export const tokenOf = ({ bucket, runId, number, attempt }: Asking, text: string): string =>
  digestOf([bucket, runId, number, attempt, text].join('\n'));

/** What was asked of Athena so far, with the answer of this call. */
export async function openAsked(lake: Bucket, { runId, answer }: MeasureInput) {
  const key = athenaKeys.asked(runId);
  const known = await lake.head(key);
  const asked: Asked = known ? await getJson(lake, key, AskedSchema) : { entries: [], partFiles: [] };
  const save = () => putJson(lake, key, asked);
  const given = answer && 'number' in answer ? answer : undefined;
  const entry = given && asked.entries[given.number];
  // An answer that was heard before, or of an attempt that was given up, says nothing more.
  if (given && entry && !entry.done && entry.attempt === given.attempt) {
    if (given.failed === undefined)
      Object.assign(entry, { done: true, bytes: given.bytes, millis: given.millis });
    else entry.attempt += 1;
    await save();
  }

  /** The query of this number; a new one is noted as asked for. A failure that may pass counts as an answer. */
  async function entryOf(number: number, text: string, mayFail = false): Promise<Entry> {
    const digest = digestOf(text);
    const found = asked.entries[number];
    if (!found) {
      const added: Entry = { attempt: 0, digest, done: false };
      asked.entries[number] = added;
      await save();
      return added;
    }
    if (found.digest !== digest) throw otherProgram(number);
    if (found.attempt > 0 && mayFail) return { ...found, done: true };
    if (found.attempt >= ATTEMPTS) throw failedThrice(number);
    return found;
  }
  return { asked, save, entryOf };
}

/** The folder of the files that Athena wrote of a part; undefined where it was never asked for it. */
export async function filesOfPart(lake: Bucket, runId: string, part: number): Promise<string | undefined> {
  const { entries, partFiles } = await getJson(lake, athenaKeys.asked(runId), AskedSchema);
  const number = partFiles[Math.floor(part / PARTS_AT_ONCE)];
  const entry = number === undefined ? undefined : entries[number];
  return number === undefined || !entry
    ? undefined
    : `${athenaKeys.answered(runId, number, entry.attempt)}part=${part}/`;
}

/** Bytes that Athena takes as one query, and a state machine as all that a state hands on: the text in JSON, its token, names. */
const MOST_BYTES = 262_144;
const LONGEST = MOST_BYTES - 8192;

/** Refuses a text that would not reach Athena. */
export function mustBeAskable(number: number, text: string): void {
  const bytes = bytesOnTheWay(text);
  if (bytes > LONGEST) throw tooLong(number, bytes);
}

const tooLong = (number: number, bytes: number) =>
  new Refusal(
    'E_ATHENA',
    both(
      `Query ${number} takes ${bytes} bytes, and Athena can be asked ${LONGEST}: the policy says too much for it.`,
      `第 ${number} 条查询有 ${bytes} 字节，超过可提交给 Athena 的 ${LONGEST} 字节：策略内容过长。`,
    ),
    both(
      'Shorten the lists of the policy, or run with --engine duckdb.',
      '请缩短策略中的列表，或使用 --engine duckdb 运行。',
    ),
  );

const otherProgram = (number: number) =>
  new Refusal(
    'E_ATHENA',
    both(
      `Query ${number} of this run reads otherwise than when it was asked: the program changed meanwhile.`,
      `本次运行的第 ${number} 条查询与当初提交的内容不同：运行期间程序已更新。`,
    ),
    both('Start the run anew.', '请重新启动运行。'),
  );

const failedThrice = (number: number) =>
  new Refusal(
    'E_ATHENA',
    both(`Athena failed query ${number} three times.`, `Athena 执行第 ${number} 条查询连续失败三次。`),
    both(
      'Look into the query history of the workgroup: it says why, and whether the limit of bytes scanned was met; then raise scanLimitGb, or run with --engine duckdb.',
      '请查看工作组的查询历史，其中写明原因以及是否达到扫描字节上限；然后调高 scanLimitGb，或使用 --engine duckdb 运行。',
    ),
  );
