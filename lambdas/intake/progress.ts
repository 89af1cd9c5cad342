import type { Progress } from '../../shared/contract/runs.ts';

/** Smaller files are read before anybody looks. */
const WORTH_TELLING = 5_000_000;
const EVERY_MS = 2000;

export interface ProgressStore {
  noteProgress: (progress: Progress) => Promise<unknown>;
  dropProgress: (intakeId: string) => Promise<unknown>;
}

/** Bytes. */
export interface ReadSoFar {
  read: number;
  total: number;
}

/** Writes down how far a large file has been read while `work` reads it, and takes the note away afterwards. */
export async function withProgress<T>(
  store: ProgressStore,
  { intakeId, key }: { intakeId: string; key: string },
  now: () => Date,
  work: (onProgress: (soFar: ReadSoFar) => void) => Promise<T>,
): Promise<T> {
  let last = Number.NEGATIVE_INFINITY;
  let written: Promise<unknown> | undefined;
  const onProgress = ({ read, total }: ReadSoFar) => {
    const at = now();
    if (total <= WORTH_TELLING || at.getTime() - last < EVERY_MS) return;
    last = at.getTime();
    const note = { intakeId, key, read, total, at: at.toISOString() };
    // A note that cannot be written must not stop the reading that it is about.
    const put = () => store.noteProgress(note).catch(() => undefined);
    written = (written ?? Promise.resolve()).then(put);
  };
  try {
    return await work(onProgress);
  } finally {
    if (written) await written.then(() => store.dropProgress(intakeId));
  }
}
