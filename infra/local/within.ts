import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when the work has ended, or after so many seconds. */
export async function within(seconds: number, work: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  const late = sleep(seconds * 1000, undefined, { signal: ended.signal }).catch(() => undefined);
  await Promise.race([work, late]);
  ended.abort();
}
