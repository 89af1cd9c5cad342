import { setTimeout as sleep } from 'node:timers/promises';

/** Tries of a read; SES allows one or two calls a second of some, and every worker asks. */
const TRIES = 5;

/** Repeats a read that changes nothing, unless it was answered with a definite no. */
export async function patiently<T>(read: () => Promise<T>, tryNo = 1): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (tryNo >= TRIES || isDefinite(error)) throw error;
    await sleep(2 ** tryNo * 200 + Math.random() * 500);
    return patiently(read, tryNo + 1);
  }
}

const PASSING = /Throttl|TooManyRequests|LimitExceeded/;

/** A 4xx that asks for nothing slower would be the same the next time. */
function isDefinite(error: unknown): boolean {
  if (!(error instanceof Error) || !('$metadata' in error)) return false;
  const { httpStatusCode = 0 } = error.$metadata as { httpStatusCode?: number };
  return httpStatusCode >= 400 && httpStatusCode < 500 && !PASSING.test(error.name);
}
