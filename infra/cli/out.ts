import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { resultKeys } from '../../shared/contract/keys.ts';
import { ALL_TIER_FILES } from '../../shared/domain/write-back/systems.ts';
import type { Shop } from './batch.ts';

const REPORT_FILES = [
  'plan.json',
  'plan.html',
  'plan.zh-CN.html',
  'plan.en.html',
  'mails.csv',
  'effect.csv',
  'run.json',
  'rollback.json',
  'report.json',
  'report.html',
  'report.zh-CN.html',
  'report.en.html',
  'mails.zh-CN.html',
  'mails.en.html',
];

interface CopiedShop {
  results: Pick<Shop['results'], 'get'>;
  runs: Pick<Shop['runs'], 'intakes'>;
}

/** Copies what each run wrote for people into `dir/<runId>/`, with the rows that the exports it counted had rejected. */
export async function copyResults(shop: CopiedShop, runIds: readonly string[], dir: string): Promise<void> {
  for (const runId of runIds) {
    const to = join(dir, runId);
    await mkdir(to, { recursive: true });
    await copy(shop, resultKeys.tiers(runId), join(to, 'tiers.csv'));
    for (const name of ALL_TIER_FILES)
      await copy(shop, resultKeys.tierFile(runId, name), join(to, `${name}.csv`));
    for (const file of REPORT_FILES) await copy(shop, resultKeys.report(runId, file), join(to, file));
  }
  await copyRejects(
    shop,
    runIds.map((runId) => join(dir, runId, 'rejects')),
  );
}

/** Writes what was copied into `dir` anew: somebody who was erased from the originals must not stand in the copies. */
export async function renewCopies(
  shop: Omit<CopiedShop, 'runs'> & { runs: Pick<Shop['runs'], 'intakes' | 'runs'> },
  dir: string,
): Promise<void> {
  const names = await namesIn(dir);
  const copied = (await shop.runs.runs()).map(({ runId }) => runId).filter((runId) => names.includes(runId));
  // The folders stay: the system that is up may be copying into them.
  for (const folder of ['.', ...copied].map((name) => join(dir, name, 'rejects')))
    for (const file of await namesIn(folder)) await rm(join(folder, file), { force: true });
  await copyResults(shop, copied, dir);
}

const namesIn = (dir: string): Promise<string[]> => readdir(dir).catch((): string[] => []);

/** Copies the rejected rows of every export into each of `folders`. */
export async function copyRejects(shop: CopiedShop, folders: readonly string[]): Promise<void> {
  for (const folder of folders) await mkdir(folder, { recursive: true });
  const taken = new Set<string>();
  for (const { intakeId, key } of await shop.runs.intakes()) {
    const name = nameNotIn(taken, basename(key).replace(/(\.csv)?$/i, ''));
    for (const folder of folders) await copy(shop, resultKeys.rejects(intakeId), join(folder, `${name}.csv`));
  }
}

/** Several versions of one key keep apart: `orders`, `orders-2`. */
function nameNotIn(taken: Set<string>, name: string): string {
  let free = name;
  for (let i = 2; taken.has(free); i += 1) free = `${name}-${i}`;
  taken.add(free);
  return free;
}

async function copy({ results }: CopiedShop, key: string, path: string): Promise<void> {
  const body = await results.get(key);
  if (body) await writeFile(path, body);
  else await rm(path, { force: true });
}
