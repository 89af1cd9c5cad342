import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { both } from '../../shared/domain/bilingual.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Shop } from './batch.ts';
import type { Stage } from './stages.ts';

const stateOf = (origin: 'sample' | 'own'): string => join('.tierwise', origin);

/** The sample's shop and somebody's own are kept apart, unless a folder is named. */
export const stateDir = (state: string | undefined, origin: 'sample' | 'own'): string =>
  resolve(state ?? stateOf(origin));

/** Lies in a folder that has taken somebody's own exports. */
const MARK = 'own-exports';

export const markOwn = (dir: string): Promise<void> => writeFile(join(dir, MARK), '');

/** Whether a folder is named that holds somebody's own shop: the sample must not come into it. */
export const isOwnState = (state: string | undefined): state is string =>
  state !== undefined && existsSync(join(resolve(state), MARK));

/** Nothing to take in: then the folder must not be asked to forget what it holds. */
export function mustGoOn(state: string, fresh: boolean): void {
  if (fresh) throw nothingThere(resolve(state));
}

/** Without files of its own a stage grades what was taken in before. */
export async function mustHoldExports(shop: Shop, stages: readonly Stage[], dir: string): Promise<void> {
  if (stages.some(({ files }) => files.length > 0) || (await shop.runs.intakes()).length > 0) return;
  throw nothingThere(dir);
}

/** Uploads for a day that cannot be graded would be kept and never be graded as meant. */
export async function mustBeGradable(shop: Shop, stages: readonly Stage[]): Promise<void> {
  const graded = (await shop.runs.snapshot())?.asOf;
  for (const { asOf, at } of stages) {
    if (asOf === undefined) continue;
    if (graded !== undefined && asOf < graded) throw goesBack(asOf, graded);
    if (at !== undefined && asOf > at.slice(0, 10)) throw notYet(asOf, at.slice(0, 10));
  }
}

const nothingThere = (dir: string): Refusal =>
  new Refusal(
    'E_NOTHING_GIVEN',
    both(
      `There is nothing to grade: no --exports were given, and ${dir} holds a shop of your own without any that counts.`,
      `没有可评级的数据：没有用 --exports 指定文件，${dir} 是您自己的店铺，其中也没有可用的文件。`,
    ),
    both(
      'Name your exports with --exports. The shipped sample goes into a folder of its own: name another --state, or none.',
      '请用 --exports 指定导出文件；自带的示例店铺请使用另一个 --state 目录，或不写 --state。',
    ),
  );

const goesBack = (asOf: LocalDate, graded: LocalDate): Refusal =>
  new Refusal(
    'E_AS_OF_BEFORE_SNAPSHOT',
    both(
      `The last committed run is as of ${graded}, which is later than ${asOf}. Nothing was uploaded.`,
      `上一次已提交的运行日期是 ${graded}，晚于 ${asOf}。没有上传任何文件。`,
    ),
    both(
      'Use that day or a later one, or --fresh to begin anew.',
      '请使用同一天或更晚的日期，或用 --fresh 重新开始。',
    ),
  );

const notYet = (asOf: LocalDate, today: LocalDate): Refusal =>
  new Refusal(
    'E_AS_OF_IN_FUTURE',
    both(
      `The sample’s today is ${today}; ${asOf} has not come yet. Nothing was uploaded.`,
      `示例店铺的今天是 ${today}，${asOf} 尚未到来。没有上传任何文件。`,
    ),
    both('Use that day or an earlier one.', '请使用这一天或更早的日期。'),
  );
