import type { OutcomeLine } from '../../shared/contract/artifacts.ts';
import type { Mail, OutboxMail } from '../../shared/contract/mails.ts';
import type { PlannedChange, Receipt } from '../../shared/contract/plan.ts';
import { csvLine } from '../../shared/domain/csv.ts';
import { scaleOf } from '../../shared/domain/feature-catalog.ts';
import { majorUnits } from '../../shared/domain/money.ts';

const FACTS = [
  'customer_id',
  'tier',
  'previous_tier',
  'change',
  'cause',
  'last_order_date',
  'order_count',
  'net_amount',
];

export const tiersHead = (scores: readonly string[]): string =>
  csvLine([...FACTS, ...scores.map((name) => `score_${name}`), 'p_alive', 'clv']);

/** One customer; amounts in major units. The last two columns are empty under a policy without `lifetime`. */
export function tiersRow(receipt: Receipt, scores: readonly string[]): string {
  const { customerId, tier, previousTier, change, cause, lastOrderDate, orderCount, netAmount } = receipt;
  const { aliveProbability: alive, lifetimeValue: worth } = receipt.seen;
  const values = scores.map((name) => receipt.scores[name]?.value);
  const amount = majorUnits(netAmount, receipt.currency);
  const facts = [customerId, tier, previousTier, change, cause, lastOrderDate, orderCount, amount];
  const isAlive = typeof alive === 'number' ? String(alive / scaleOf('number', receipt.currency)) : '';
  return csvLine([
    ...facts,
    ...values,
    isAlive,
    typeof worth === 'number' ? majorUnits(worth, receipt.currency) : '',
  ]);
}

/** Somebody who is in no export any more. */
export function leftRow(
  { customerId, previousTier, change, cause }: PlannedChange,
  scores: readonly string[],
): string {
  return csvLine([customerId, '', previousTier, change, cause, '', '', '', ...scores.map(() => ''), '', '']);
}

export const MAILS_HEAD = csvLine(['customer_id', 'email', 'campaign', 'template', 'outcome', 'reason']);

export const mailsRow = ({ customerId, email, campaign, template, outcome, reason }: OutcomeLine): string =>
  csvLine([customerId, email, campaign, template, outcome, reason]);

/** A mail before the sender has looked at it: as it was planned, or as it lies ready in the outbox. */
export function outcomeBeforeSending(mail: Mail | OutboxMail): OutcomeLine {
  const { customerId, address, rule: campaign, template, skip } = mail;
  const line = { customerId, email: address ?? '', campaign, template };
  const { heldOut, already } = 'sid' in mail ? mail : { heldOut: null, already: null };
  const never = skip ?? already;
  if (never !== null) return { ...line, outcome: 'suppressed', reason: never };
  return heldOut === null
    ? { ...line, outcome: 'pending', reason: '' }
    : { ...line, outcome: 'heldOut', reason: heldOut };
}
