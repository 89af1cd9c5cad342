import { z } from 'zod';

/** The languages that Tierwise speaks to people. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export const LanguageSchema = z.enum(LANGUAGES);
export type Language = z.infer<typeof LanguageSchema>;

/** One sentence in every language that we speak. */
export const BilingualSchema = z.strictObject({ 'zh-CN': z.string(), en: z.string() });
export type Bilingual = z.infer<typeof BilingualSchema>;

/** Builds a Bilingual; English first because the code is read in English. */
export const both = (en: string, zh: string): Bilingual => ({ en, 'zh-CN': zh });
