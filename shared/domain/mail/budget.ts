/** What a tier may cost in a period. Without a limit it may cost any number; `cost` in millionths of a major unit. */
export interface TierBudget {
  mails?: number | undefined;
  offers?: number | undefined;
  cost?: number | undefined;
}

/** What was spent already; `cost` as above. */
export type Spent = Record<keyof TierBudget, number>;

/** What a number of like mails need: an offer code each or none, and what one costs with its code. */
export interface WantedMails {
  mails: number;
  offersEach: 0 | 1;
  /** Millionths of a major unit. */
  costEach: number;
}

export const BUDGET_DIMENSIONS = ['mails', 'offers', 'cost'] as const;

/** What `mails` of the wanted mails spend. */
export const spentBy = (mails: number, { offersEach, costEach }: Omit<WantedMails, 'mails'>): Spent => ({
  mails,
  offers: mails * offersEach,
  cost: mails * costEach,
});

/** How many of the wanted mails the budget still bears. */
export function bears(budget: TierBudget, spent: Spent, want: WantedMails): number {
  const each = spentBy(1, want);
  const rooms = BUDGET_DIMENSIONS.map((name) => {
    const most = budget[name];
    return most === undefined || each[name] === 0
      ? want.mails
      : Math.floor((most - spent[name]) / each[name]);
  });
  return Math.max(0, Math.min(want.mails, ...rooms));
}
