import { z } from 'zod';
import { StateVersionSchema } from '../domain/version.ts';

/** A template set into its layout, still Liquid: what is left is to render it with a mail's variables. */
export const TemplateSourceSchema = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  /** SHA-256 over the three; the version. */
  digest: z.string(),
});
export type TemplateSource = z.infer<typeof TemplateSourceSchema>;

/** `templates.json` of a run: every template that its campaigns name, by `<name>.<language>`, frozen with the inventory. */
export const FrozenTemplatesSchema = z.object({
  version: StateVersionSchema,
  templates: z.record(z.string(), TemplateSourceSchema),
});
export type FrozenTemplates = z.infer<typeof FrozenTemplatesSchema>;

/** Partition of the runs table with the newest valid upload of each template, by `<name>.<language>`. */
export const TEMPLATE_PK = 'TEMPLATE';
export const StoredTemplateSchema = z.object({
  name: z.string(),
  digest: z.string(),
  /** The uploads bucket's key and version that it came from. */
  key: z.string(),
  versionId: z.string(),
  /** Ranks uploads of one key. */
  sequencer: z.string(),
  uploadedAt: z.string(),
});
export type StoredTemplate = z.infer<typeof StoredTemplateSchema>;

/** Partition of the runs table with the lists of offer codes, by name. */
export const OFFER_PK = 'OFFER';
export const OfferListSchema = z.object({
  name: z.string(),
  /** SHA-256 of the codes; the lake holds them as `offers/<digest>.json`. */
  digest: z.string(),
  codes: z.int(),
  /** Codes given out so far; only grows. */
  drawn: z.int(),
  /** The upload that grew the list last, and by how many codes. */
  grown: z.object({ versionId: z.string(), codes: z.int() }),
});
export type OfferList = z.infer<typeof OfferListSchema>;

/** Partition of the runs table with what each tier's budget has spent, sort key `<period>/<tier>`. */
export const BUDGET_PK = 'BUDGET';
