import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { uploadKeys } from '../../shared/contract/keys.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { type LocalDate, LocalDateSchema } from '../../shared/domain/dates.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { uploadKeyOf } from './batch.ts';
import { filesIn } from './folder.ts';

/** Files that marketing uploads together, and the periodic run after them. */
export interface Stage {
  files: string[];
  /** Without it: today, in the policy's zone. */
  asOf?: LocalDate | undefined;
  /** When the uploads happen, for a sample that carries its own today. */
  at?: string | undefined;
}

export interface Batch {
  origin: 'sample' | 'own';
  stages: Stage[];
  /** Files below the given folders that are no part of it. */
  passedOver?: string[];
  policy?: string | undefined;
  /** The instant that uploads after the batch count as. */
  today?: string | undefined;
}

const SAMPLE = fileURLToPath(new URL('../../shared/presets/sample', import.meta.url));

const SampleSchema = z.object({
  today: z.string(),
  stages: z.array(z.object({ uploadAt: z.string(), asOf: LocalDateSchema, files: z.array(z.string()) })),
});

/** The shipped shop: the previous quarter and this one, each with the exports of its day. */
export async function sampleBatch(policy?: string, asOf?: LocalDate): Promise<Batch> {
  const { today, stages } = SampleSchema.parse(
    JSON.parse(await readFile(join(SAMPLE, 'sample.json'), 'utf8')),
  );
  const last = stages.length - 1;
  return {
    origin: 'sample',
    policy,
    today,
    stages: stages.map((stage, i) => ({
      files: stage.files.map((file) => join(SAMPLE, file)),
      asOf: i === last ? (asOf ?? stage.asOf) : stage.asOf,
      at: stage.uploadAt,
    })),
  };
}

/** Somebody's own files and folders, as of one day; a day given by hand is also the day that counts as today. */
export async function ownBatch(paths: string[], policy?: string, asOf?: LocalDate): Promise<Batch> {
  const found = await Promise.all(paths.map((path) => filesOf(resolve(path))));
  const files = mappingsFirst(found.flatMap((one) => one.files));
  const passedOver = found.flatMap((one) => one.passedOver);
  const today = asOf === undefined ? undefined : `${asOf}T12:00:00.000Z`;
  return { origin: 'own', policy, today, passedOver, stages: [{ files, asOf, at: today }] };
}

/** A file that comes before its mapping would be refused first. */
function mappingsFirst(files: readonly string[]): string[] {
  const mappingOf = (file: string) =>
    files.find((one) => uploadKeys.mapped(uploadKeyOf(one)) === uploadKeyOf(file));
  return [...new Set(files.flatMap((file) => [mappingOf(file) ?? file, file]))];
}

export async function mustExist(path: string): Promise<void> {
  if (!(await stat(path).catch(() => undefined))) throw noSuchFile(path);
}

/** For a command that takes one file. */
export async function mustBeFile(path: string): Promise<void> {
  await mustExist(path);
  if (!(await stat(path)).isFile()) throw notAFile(path);
}

async function filesOf(path: string): Promise<Awaited<ReturnType<typeof filesIn>>> {
  await mustExist(path);
  return (await stat(path)).isDirectory() ? filesIn(path) : { files: [path], passedOver: [] };
}

const noSuchFile = (path: string): Refusal =>
  new Refusal(
    'E_NO_FILE',
    both(`There is no file or folder ${path}.`, `找不到文件或文件夹 ${path}。`),
    both('Check the path.', '请检查路径。'),
  );

const notAFile = (path: string): Refusal =>
  new Refusal(
    'E_NOT_A_FILE',
    both(`${path} is a folder, not a file.`, `${path} 是文件夹，不是文件。`),
    both('Name one file in it.', '请指定其中的一个文件。'),
  );
