import { z } from 'zod';
import { LocalDateSchema } from '../dates.ts';
import { MOST_DAYS } from './feature-schema.ts';
import { Amount, Name, Share } from './names.ts';

/** Pages that a mail's buttons lead to. */
export const LINK_NAMES = ['home', 'offers', 'events', 'survey', 'referral', 'help'] as const;
export const LinkNameSchema = z.enum(LINK_NAMES);

export const HttpsUrl = z.url({ protocol: /^https$/, error: 'https' });

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'clock');
/** Goes into a header. */
const Prefix = z
  .string()
  .max(20)
  .refine((text) => !/\p{Cc}/u.test(text), 'controls');

/** How mail goes out, over all campaigns. */
export const MailSettingsSchema = z.strictObject({
  /** The same rule does not write twice about the same tier within this many days. */
  cooldownDays: z.int().min(0).max(MOST_DAYS).default(30),
  /** At most so many mails of all campaigns to one mailbox within so many days. */
  caps: z
    .array(z.strictObject({ mails: z.int().positive().max(50), days: z.int().positive().max(MOST_DAYS) }))
    .max(5)
    .default([]),
  /** Local times between which no mail leaves; may reach over midnight. */
  quietHours: z.strictObject({ from: Clock, to: Clock }).optional(),
  /** A small group of everybody that no campaign reaches, so that the effect of all mail can be measured. */
  holdOut: z
    .strictObject({ share: Share, tiers: z.record(Name, Share).default({}) })
    .default({ share: 0, tiers: {} }),
  /** Mails that begin so many days after their last planned day wait for a person. */
  staleDays: z.int().min(0).max(MOST_DAYS).default(7),
  /** A new domain earns its name slowly: `firstDay` mails on `from`, each day `growth` times as many. */
  warmUp: z
    .strictObject({
      from: LocalDateSchema,
      firstDay: z.int().positive(),
      growth: z.number().min(1).max(10).default(1.5),
    })
    .optional(),
  /** Share of the day's quota that is left to other mail of the account. */
  reserve: Share.default(0.1),
  /** Begins the subject of every mail that advertises; Chinese law asks for 广告 or AD. */
  subjectPrefix: z
    .strictObject({ 'zh-CN': Prefix.default('（广告）'), en: Prefix.default('') })
    .default({ 'zh-CN': '（广告）', en: '' }),
  /** Hosts besides those of the shop's links that uploaded templates may lead to. */
  linkHosts: z
    .array(z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'host'))
    .max(20)
    .default([]),
  /** What one mail costs, in major units; for the budgets of tiers. */
  costPerMail: Amount.default('0'),
});
export type MailSettings = z.infer<typeof MailSettingsSchema>;

/** What one tier may cost in a period: mails, offer codes, and money in major units. */
export const BudgetSchema = z.strictObject({
  mails: z.int().min(0).optional(),
  offers: z.int().min(0).optional(),
  cost: Amount.optional(),
});
export type Budget = z.infer<typeof BudgetSchema>;
