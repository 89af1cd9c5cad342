import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Shop } from './batch.ts';
import type { Terminal } from './terminal.ts';

/** Milliseconds between two looks, and after which a last word comes from a call that died. */
const LOOK_MS = 1000;
const STALE_MS = 60_000;
/** Where nobody watches, a line stands for so many per cent. */
const STEP = 10;

/**
 * Shows how far large files have been read: on a watched terminal in a line that changes, elsewhere in a line now and
 * then. The returned function ends it.
 */
export function watchReading({ runs }: Pick<Shop, 'runs'>, terminal: Terminal): () => Promise<void> {
  const ending = new AbortController();
  const watched = (terminal.json ? process.stderr : process.stdout).isTTY === true;
  const tell = readingTold(terminal, watched);
  const watch = async () => {
    while (!ending.signal.aborted) {
      tell(await runs.progress(), new Date());
      await sleep(LOOK_MS, undefined, { signal: ending.signal });
    }
  };
  // It only shows what goes on; what goes wrong is told by whoever does the work.
  const watching = watch().catch(() => undefined);
  return async () => {
    ending.abort();
    await watching;
  };
}

/** Tells of each file what was not told yet. */
export function readingTold(
  terminal: Terminal,
  watched: boolean,
): (all: readonly Progress[], now: Date) => void {
  const told = new Map<string, number>();
  return (all, now) => {
    const fresh = all.filter(({ at }) => now.getTime() - Date.parse(at) < STALE_MS);
    for (const progress of fresh) {
      const share = shareOf(progress);
      const text = lineOf(basename(progress.key), share)[terminal.language];
      if (watched) terminal.passing(text);
      else if (share - (told.get(progress.intakeId) ?? 0) >= STEP) {
        terminal.line(text);
        told.set(progress.intakeId, share);
      }
    }
  };
}

/** After the last byte the rows are settled and written, which takes its time. */
const lineOf = (name: string, share: number): Bilingual =>
  share < 100
    ? both(`  … ${name} ${share} %`, `  … ${name} ${share}%`)
    : both(`  … ${name}: summing up …`, `  … ${name}：正在汇总……`);

const shareOf = ({ read, total }: Progress): number => Math.min(100, Math.floor((read / total) * 100));
