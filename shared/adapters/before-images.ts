import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { runKeys } from '../contract/keys.ts';
import { type StandingItem, StandingItemSchema } from '../contract/roll-back.ts';
import type { Run } from '../contract/runs.ts';
import type { Bucket } from './bucket.ts';
import { getLines } from './lines.ts';

const pack = promisify(gzip);

/** The customers' items as they stood before a run wrote them, part by part. */
export function openBeforeImages(lake: Bucket) {
  const isSaved = async (runId: string, part: number): Promise<boolean> =>
    (await lake.head(runKeys.before(runId, part))) !== undefined;
  return {
    isSaved,
    /** Once for ever: whoever comes second would save what the first one wrote. */
    async saveBefore(runId: string, part: number, items: readonly StandingItem[]): Promise<void> {
      const text = items.map((item) => `${JSON.stringify(item)}\n`).join('');
      await lake.putIfAbsent(runKeys.before(runId, part), await pack(text));
    },
    /** Undefined where the run never began to write the part. */
    async before(runId: string, part: number): Promise<StandingItem[] | undefined> {
      if (!(await isSaved(runId, part))) return undefined;
      return getLines(lake, runKeys.before(runId, part), StandingItemSchema);
    },
    /** Whether every part is there; a run that an earlier program applied has none. */
    async hasWayBack({ runId, parts }: Pick<Run, 'runId' | 'parts'>): Promise<boolean> {
      const saved = await Promise.all(Array.from({ length: parts }, (_, part) => isSaved(runId, part)));
      return saved.every((there) => there);
    },
  };
}
