import { spentBy, type WantedMails } from '../../shared/domain/mail/budget.ts';
import { budgetOf, costOf } from '../../shared/domain/mail/cost.ts';
import type { Batch, SendDependencies } from './dependencies.ts';
import { grouped, type Letter } from './letters.ts';

/** Like mails of one tier that were paid for together, by `sid`. */
export interface Granted {
  tier: string;
  each: Omit<WantedMails, 'mails'>;
  sids: readonly string[];
}

type Needed = Pick<SendDependencies, 'budgets'>;

/** The second attempt at a mail was paid for with the first. */
export const isLimited = (letter: Letter, batch: Batch): boolean =>
  !letter.isSecond && limitOf(letter, batch) !== undefined;

const limitOf = ({ mail }: Letter, { policy }: Batch) =>
  policy.tiers.find(({ id }) => id === mail.tier)?.budget;

/** Adds what the tiers' budgets bear of these mails, the first ones first. */
export async function takeBudgets(
  letters: readonly Letter[],
  granted: Granted[],
  batch: Batch,
  deps: Needed,
): Promise<void> {
  const limited = letters.filter((letter) => isLimited(letter, batch));
  for (const group of grouped(limited, ({ mail }) => `${mail.tier} ${mail.rule}`))
    granted.push(await take(group, batch, deps));
}

async function take(group: readonly Letter[], batch: Batch, { budgets }: Needed): Promise<Granted> {
  const [first] = group;
  const tier = first?.mail.tier ?? '';
  const offer = batch.policy.campaigns.find(({ rule }) => rule === first?.mail.rule)?.offer;
  const each = {
    offersEach: offer ? (1 as const) : (0 as const),
    costEach: costOf(offer, batch.policy.mail),
  };
  const budget = budgetOf((first && limitOf(first, batch)) ?? {});
  const bearable = await budgets.take(batch.period, tier, budget, { mails: group.length, ...each });
  return { tier, each, sids: group.slice(0, bearable).map(({ sid }) => sid) };
}

/** Puts back what was taken for mails that did not go out. */
export async function giveBack(
  granted: readonly Granted[],
  wentOut: ReadonlySet<string>,
  { period }: Batch,
  { budgets }: Needed,
): Promise<void> {
  for (const { tier, each, sids } of granted) {
    const unused = sids.filter((sid) => !wentOut.has(sid)).length;
    if (unused > 0) await budgets.giveBack(period, tier, spentBy(unused, each));
  }
}
