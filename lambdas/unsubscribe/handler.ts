import { readKeys } from '../../shared/adapters/keys.ts';
import { openMailboxes } from '../../shared/adapters/mailboxes.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { WebAnswerSchema, WebRequestSchema } from '../../shared/contract/functions.ts';
import { pageRate } from '../../shared/domain/mail/page-rate.ts';
import { logWord, settings, step } from '../../shared/runtime/step.ts';
import { unsubscribe } from './step.ts';

/** Counts over all calls that this instance serves. */
const rate = pageRate();

export const handler = step('unsubscribe', WebRequestSchema, WebAnswerSchema, async (request) => {
  const { MAILBOXES_TABLE, KEYS_SECRET } = settings('MAILBOXES_TABLE', 'KEYS_SECRET');
  const { verify, mailbox } = await readKeys(KEYS_SECRET);
  const mailboxes = openMailboxes(openTable(MAILBOXES_TABLE));
  const entered = () => logWord('unsubscribe', 'addressEntered');
  return unsubscribe({ verify, mailbox, mailboxes, rate, entered, now: Date.now })(request);
});
