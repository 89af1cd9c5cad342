import type { OutboxMail } from '../../shared/contract/mails.ts';
import { bought } from '../../shared/domain/mail/bought.ts';
import { withdrawals } from '../../shared/domain/mail/withdrawal.ts';
import { identityExpression, lonePhone } from '../../shared/sql/bind.ts';
import type { Batch, SendDependencies } from './dependencies.ts';
import type { Letter } from './letters.ts';

type Needed = Pick<SendDependencies, 'withdrawals' | 'purchases'>;

/**
 * Why somebody must not get his mail any more by exports that the run had not seen: he took his consent back, or he has
 * bought what the mail would ask him to buy.
 */
export async function stoppedSince(due: readonly Letter[], { seen, policy }: Batch, deps: Needed) {
  const { identity, timeZone } = policy;
  const [customer, phone] = [identityExpression(identity).sql, lonePhone(identity).sql];
  const reading = { timeZone, customer, lonePhone: phone };
  const hasWithdrawn = withdrawals(await deps.withdrawals(seen, reading));
  const rules = new Set(policy.campaigns.flatMap(({ rule, unlessBought }) => (unlessBought ? [rule] : [])));
  const isAsked = due.some(({ mail }) => rules.has(mail.rule));
  const hasBought = bought(isAsked ? await deps.purchases(seen, reading) : []);
  return (mail: OutboxMail): string | undefined => {
    if (hasWithdrawn(mail)) return 'consent_withdrawn';
    return rules.has(mail.rule) && hasBought(mail) ? 'bought_since' : undefined;
  };
}
