import { z } from 'zod';
import { MOST_DAYS } from './feature-schema.ts';
import { Amount, Share } from './names.ts';

/** What makes a plan wait for a person where `approval` is `guarded`; in every plan it is shown as an anomaly. */
export const GuardsSchema = z.strictObject({
  /** The last period has fewer counted orders than the one before it by more than this share. */
  ordersFell: Share.optional(),
  /** More than this share of the customers who had a tier get another one. */
  moved: Share.optional(),
  /** The newest counted order is older than so many days on the run's date. */
  newestOrderDays: z.int().min(0).max(MOST_DAYS).optional(),
  /** More mails than this are to go out. */
  mails: z.int().min(0).optional(),
  /** The run costs more than this, in US dollars. */
  cost: Amount.optional(),
  /** Kinds of exports of which something must have arrived since the last periodic run. */
  missing: z.array(z.enum(['orders', 'customers', 'activity', 'feedback'])).default([]),
  /** A learnt cut point moved by more than this share of itself. */
  cutsMoved: z.number().gt(0).max(10).optional(),
});
export type Guards = z.infer<typeof GuardsSchema>;

/** How the effect of mail is measured. */
export const EffectSettingsSchema = z.strictObject({
  /** What somebody does within so many days after a mail counts. */
  days: z.int().positive().max(MOST_DAYS).default(90),
  /** Somebody without a counted order within so many days has been lost. */
  quietDays: z.int().positive().max(MOST_DAYS).default(180),
  /** Share of revenue that is left after what the goods cost. */
  margin: Share.default(0.3),
});
export type EffectSettings = z.infer<typeof EffectSettingsSchema>;
