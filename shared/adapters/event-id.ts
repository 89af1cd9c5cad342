import { createHash } from 'node:crypto';

/** One name for one change of one run: 32 hexadecimal digits. */
export const eventIdOf = (runId: string, customerId: string): string =>
  createHash('sha256').update(`${runId}\n${customerId}`).digest('hex').slice(0, 32);
