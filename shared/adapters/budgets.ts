import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { BUDGET_PK } from '../contract/templates.ts';
import {
  BUDGET_DIMENSIONS,
  bears,
  type Spent,
  spentBy,
  type TierBudget,
  type WantedMails,
} from '../domain/mail/budget.ts';
import type { Expression, Item, Table } from './table.ts';

/** Of so many calls that gave something back the item remembers the names. */
const REMEMBERED = 20;

/** `backs` counts the calls that gave something back, `backBy` names the newest of them. */
const SpentSchema = z.object({
  mails: z.int().default(0),
  offers: z.int().default(0),
  cost: z.int().default(0),
  backs: z.int().default(0),
  backBy: z.array(z.string()).default([]),
});

const keyOf = (period: string, tier: string) => ({ pk: BUDGET_PK, sk: `${period}/${tier}` });

/**
 * What each tier's budget has spent in a period. A write whose answer is lost may count twice, so that a budget is rather
 * left over than ever exceeded.
 */
export function openBudgets(runs: Pick<Table, 'get' | 'update'>) {
  const read = async (key: Item) => SpentSchema.parse((await runs.get(key)) ?? {});

  /** Takes what the budget bears of the wanted mails, all at once; answers how many those are. */
  async function take(period: string, tier: string, budget: TierBudget, want: WantedMails): Promise<number> {
    const key = keyOf(period, tier);
    for (;;) {
      const mails = bears(budget, await read(key), want);
      if (mails === 0) return 0;
      const add = spentBy(mails, want);
      if (await runs.update(key, adding(add), within(budget, add))) return mails;
    }
  }

  /** Puts back what was taken and not needed; `unused.cost` in millionths of a major unit. */
  async function giveBack(period: string, tier: string, unused: Spent): Promise<void> {
    if (BUDGET_DIMENSIONS.every((name) => unused[name] === 0)) return;
    const key = keyOf(period, tier);
    const by = randomUUID();
    for (let spent = await read(key); ; ) {
      const backBy = [by, ...spent.backBy].slice(0, REMEMBERED);
      if (await runs.update(key, returning(unused, { backs: spent.backs, backBy }), unreturned(spent)))
        return;
      const after = await read(key);
      // Ours went through, or so many others did that nobody can tell: given back twice it would be spent twice.
      if (after.backBy.includes(by) || after.backs > spent.backs + REMEMBERED) return;
      spent = after;
    }
  }

  return { take, giveBack };
}

const named = { mails: 'mails', offers: 'offers', cost: 'cost' };

const adding = (add: Spent): Expression => ({
  text: 'ADD #mails :mails, #offers :offers, #cost :cost',
  names: named,
  values: add,
});

/** Holds only while what is added stays within every limit; `undefined` where there is none. */
function within(budget: TierBudget, add: Spent): Expression | undefined {
  const limited = BUDGET_DIMENSIONS.filter((name) => budget[name] !== undefined && add[name] > 0);
  if (limited.length === 0) return undefined;
  const bounds = limited.map((name) => `(attribute_not_exists(#${name}) OR #${name} <= :${name}Before)`);
  return {
    text: bounds.join(' AND '),
    values: Object.fromEntries(limited.map((name) => [`${name}Before`, (budget[name] ?? 0) - add[name]])),
  };
}

type Backs = Pick<z.infer<typeof SpentSchema>, 'backs' | 'backBy'>;

const returning = ({ mails, offers, cost }: Spent, { backs, backBy }: Backs): Expression => ({
  text: 'SET backs = :after, backBy = :by ADD #mails :mails, #offers :offers, #cost :cost',
  names: named,
  values: { mails: -mails, offers: -offers, cost: -cost, after: backs + 1, by: backBy },
});

/** Holds while nobody else gave anything back meanwhile. */
const unreturned = ({ backs }: Backs): Expression => ({
  text: 'attribute_not_exists(backs) OR backs = :before',
  values: { before: backs },
});
