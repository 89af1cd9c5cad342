import { openLedger } from '../../shared/adapters/ledger.ts';
import { openMailboxes } from '../../shared/adapters/mailboxes.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { FeedbackSchema, MailEventSchema } from '../../shared/contract/mail-events.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { feedback } from './step.ts';

export const handler = step('feedback', MailEventSchema, FeedbackSchema, (event) => {
  const { LEDGER_TABLE, MAILBOXES_TABLE } = settings('LEDGER_TABLE', 'MAILBOXES_TABLE');
  const { find, confirm } = openLedger(openTable(LEDGER_TABLE));
  const { suppress } = openMailboxes(openTable(MAILBOXES_TABLE));
  return feedback({ find, confirm, suppress })(event);
});
