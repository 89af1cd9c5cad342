import type { Policy } from '../policy/schema.ts';
import { WRITE_BACK_SYSTEMS, type WriteBackSystem } from '../policy/write-back-schema.ts';
import { fxiaoke } from './fxiaoke.ts';
import { shopify } from './shopify.ts';
import type { TierFile } from './tier-file.ts';
import { zoho } from './zoho.ts';

export const TIER_FILES: Record<WriteBackSystem, TierFile> = { zoho, fxiaoke, shopify };

/** What the files of a system are called, without `.csv`: everybody, and those alone whose tier changed in the run. */
export const tierFileNames = (system: WriteBackSystem): { all: string; changed: string } => {
  const all = system === 'shopify' ? 'shopify-tags' : system;
  return { all, changed: `${all}-changed` };
};

/** The names of every such file. */
export const ALL_TIER_FILES = WRITE_BACK_SYSTEMS.flatMap((system) => Object.values(tierFileNames(system)));

/** How the formats of a system's own exports begin. */
const FORMATS: Partial<Record<WriteBackSystem, string>> = { zoho: 'zoho-crm', fxiaoke: 'fxiaoke' };

/** The systems whose ids customers go by, when they were read from exports of these formats. */
export function originsOf(
  { identity }: Policy,
  formats: readonly (string | undefined)[],
): Set<WriteBackSystem> {
  if (identity[0] !== 'customer_id') return new Set();
  const isFrom = (system: WriteBackSystem): boolean => {
    const begins = FORMATS[system];
    return begins !== undefined && formats.some((format) => format?.startsWith(begins));
  };
  return new Set(WRITE_BACK_SYSTEMS.filter(isFrom));
}
