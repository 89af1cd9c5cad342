import { z } from 'zod';
import { type Bilingual, both } from '../bilingual.ts';
import type { LearntLifetime } from '../learnt.ts';
import type { LifetimeSettings } from '../policy/feature-schema.ts';

/** How the lifetime values of a run were reckoned, with the policy's figures for it. */
export const ValuationSchema = z.object({
  by: z.enum(['model', 'naive', 'historic']),
  margin: z.number(),
  years: z.number(),
  months: z.int(),
  monthlyDiscount: z.number(),
});
type Valuation = z.infer<typeof ValuationSchema>;

/** Null where nothing is reckoned: no settings, or a model that is not used and no fallback. */
export function valuationOf(
  settings: LifetimeSettings | undefined,
  learnt: LearntLifetime | null,
): Valuation | null {
  if (!settings) return null;
  const { model, fallback, margin, years, months, monthlyDiscount } = settings;
  const figures = { margin, years, months, monthlyDiscount };
  if (model === 'historic') return { by: 'historic', ...figures };
  if (learnt?.verdict === 'used' && learnt.spendVerdict === 'used') return { by: 'model', ...figures };
  return fallback === 'naive' ? { by: 'naive', ...figures } : null;
}

/** What "lifetime value" means in this run, in one sentence. */
export function worthWords({ by, margin, years, months, monthlyDiscount }: Valuation): Bilingual {
  const kept = percent(margin);
  if (by === 'historic')
    return both(
      `Lifetime value is historic: average order × orders a year × margin ${kept} × ${years} years, from the orders of the window; nothing is foretold.`,
      `客户生命周期价值为历史推算：平均每单金额 × 年下单次数 × 毛利率 ${kept} × ${years} 年，依据窗口期内的订单，不含预测。`,
    );
  const [en, zh] = BASES[by];
  return both(
    `Lifetime value is ${en} over the next ${months} months at a margin of ${kept}, discounted by ${percent(monthlyDiscount)} a month at each month’s end.`,
    `客户生命周期价值为今后 ${months} 个月的${zh}：毛利率 ${kept}，按月末每月折现 ${percent(monthlyDiscount)}。`,
  );
}

const BASES = {
  model: ['predicted by the model', '模型预测值'],
  naive: [
    'reckoned by the customer’s rate so far, not by the model,',
    '简单推算值（按该客户以往的频率，未采用模型）',
  ],
} as const;

const percent = (share: number): string =>
  `${(100 * share).toLocaleString('en-US', { maximumFractionDigits: 2 })}%`;
