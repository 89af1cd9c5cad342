import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { openMailFacts } from '../../shared/adapters/mail-facts.ts';
import { openMailboxes } from '../../shared/adapters/mailboxes.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { FeedbackSchema, MailNewsSchema } from '../../shared/contract/mail-events.ts';
import { at } from '../../shared/runtime/failpoints.ts';
import { logProblem, settings, step } from '../../shared/runtime/step.ts';
import { feedback } from './step.ts';

export const handler = step('feedback', MailNewsSchema, FeedbackSchema, (news) => {
  const tables = settings('LEDGER_TABLE', 'MAILBOXES_TABLE', 'RUNS_TABLE');
  return feedback({
    facts: openMailFacts(openTable(tables.LEDGER_TABLE)),
    mailboxes: openMailboxes(openTable(tables.MAILBOXES_TABLE)),
    campaigns: openCampaigns(openTable(tables.RUNS_TABLE)),
    returned: (error) => logProblem('feedback', error),
    now: () => new Date(),
    at,
  })(news);
});
