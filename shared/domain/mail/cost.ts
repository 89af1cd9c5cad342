import type { Campaign } from '../policy/campaign-schema.ts';
import type { Budget, MailSettings } from '../policy/mail-schema.ts';
import type { TierBudget } from './budget.ts';

/** Of an amount in major units, as budgets are counted. */
const millionths = (amount: string): number => Math.round(Number(amount) * 1_000_000);

/** What one mail costs with the code that it carries, in millionths of a major unit. */
export const costOf = (
  offer: Campaign['offer'],
  { costPerMail }: Pick<MailSettings, 'costPerMail'>,
): number => millionths(costPerMail) + millionths(offer?.cost ?? '0');

/** A tier's budget with its cost in millionths. */
export const budgetOf = ({ cost, ...rest }: Budget): TierBudget =>
  cost === undefined ? rest : { ...rest, cost: millionths(cost) };
