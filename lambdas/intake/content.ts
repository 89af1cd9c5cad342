import { createHash } from 'node:crypto';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { extensionOf } from '../../shared/formats/magic.ts';
import type { Upload } from './upload.ts';

/** Rises when the same bytes would be read differently; contents read by an older one are then read again. */
const PARSER_VERSION = 2;

/** What a reading depends on besides the folder and the policy. */
export interface Sources {
  sha256: string;
  /** What the uploader or the mapping says of the file. */
  encoding: string | undefined;
  sheet: string | undefined;
  /** Hash of the mapping beside it. */
  mapping: string | undefined;
  /** Tombstones whose rows are left out. */
  erased: readonly string[];
}

/**
 * The name of everything that decides how bytes are read: themselves, the folder they lay in, what was said of them,
 * who is erased, and what of the policy shows in rows and counts: the zone and currency of what names none, how dates and
 * amounts are written, who is somebody at all, and what unknown columns mean.
 */
export function contentOf(upload: Pick<Upload, 'hint' | 'key'>, sources: Sources, policy: Policy): string {
  const { timeZone, currency, identity, mappings, intake } = policy;
  const forms = [intake.dates ?? '', intake.amounts ?? ''];
  const reading = [timeZone, currency.code ?? '', identity, forms, mappings];
  const { sha256, encoding, sheet, mapping, erased } = sources;
  const said = [extensionOf(upload.key), encoding ?? '', sheet ?? '', mapping ?? '', [...erased].sort()];
  const rest = JSON.stringify([reading, said]);
  return [upload.hint, PARSER_VERSION, sha256, createHash('sha256').update(rest).digest('hex')].join('#');
}

/**
 * The name of one reading: what decided it, and up to when it looked. Two calls at once may differ in both, as a policy
 * changes or midnight passes between them, and then neither writes over what the other one wrote.
 */
export const readingName = (intakeId: string, content: string, until: string): string =>
  createHash('sha256').update([intakeId, content, until].join('\n')).digest('hex').slice(0, 32);
