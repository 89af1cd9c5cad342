import { z } from 'zod';
import { Name } from './names.ts';

/** Systems that a tier file is written for. */
export const WRITE_BACK_SYSTEMS = ['zoho', 'fxiaoke', 'shopify'] as const;
const SystemSchema = z.enum(WRITE_BACK_SYSTEMS);
export type WriteBackSystem = z.infer<typeof SystemSchema>;

/** A column's head: nothing that another system, or a spreadsheet, reads as something else. */
const Head = z
  .string()
  .max(60)
  .regex(/^[^\s=+\-@'"|<>,;][^"|<>,;\t\r\n]*$/, 'head');

/** What the columns are called in the other system. */
const headsOf = (customerId: string, tier: string, previousTier: string, since: string, change: string) =>
  z
    .strictObject({
      customerId: Head.default(customerId),
      tier: Head.default(tier),
      previousTier: Head.default(previousTier),
      since: Head.default(since),
      change: Head.default(change),
    })
    .default({ customerId, tier, previousTier, since, change });

const ShopifySchema = z.strictObject({
  /** Begins the tag of every tier, before the tier's id. */
  tagPrefix: z
    .string()
    .min(1)
    .max(20)
    .regex(/^[^\s=+\-@'",][^",\t\r\n]*$/, 'head')
    .default('tier:'),
  /** The feature that holds the tags of a Shopify customers export; those that are no tier's stay. */
  keep: Name.optional(),
});

/** How the tiers get back into the systems that the customers live in. */
export const WriteBackSchema = z.strictObject({
  files: z.array(SystemSchema).default([...WRITE_BACK_SYSTEMS]),
  /** Whether each change of a tier is told on the event bus. */
  events: z.boolean().default(true),
  zoho: headsOf('Customer Id', 'Tier', 'Previous Tier', 'Tier Since', 'Tier Change'),
  fxiaoke: headsOf('客户编号', '客户等级', '原等级', '等级生效日期', '等级变动'),
  shopify: ShopifySchema.default({ tagPrefix: 'tier:' }),
});
export type WriteBack = z.infer<typeof WriteBackSchema>;

/** A policy that says nothing about it: every file, and events. */
export const EVERYWHERE: WriteBack = WriteBackSchema.parse({});
