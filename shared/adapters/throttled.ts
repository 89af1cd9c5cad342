import { setTimeout as sleep } from 'node:timers/promises';

/** What DynamoDB says to whoever asks for more than a table, a partition or the account takes at the moment. */
const THROTTLES: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/** Whether the very same request may be granted later: nothing of it happened. */
export const isThrottled = (error: unknown): boolean => error instanceof Error && THROTTLES.has(error.name);

const [FIRST_MS, LONGEST_MS] = [100, 5000];

/** Waits after the given number of refusals in a row: longer each time, and never two callers alike. */
export const restAfter = (refusals: number): Promise<void> =>
  sleep(Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** refusals));
