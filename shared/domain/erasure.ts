import { normalPhone } from './phone.ts';

/** By what an erased person is known again. */
export const ERASURE_KINDS = ['customer_id', 'email', 'phone'] as const;
export type ErasureKind = (typeof ERASURE_KINDS)[number];
export type ErasedPerson = Partial<Record<ErasureKind, string | null>>;

/** The form in which the lake has it, for a tombstone must meet it there; null = nothing to know anybody by. */
const NORMAL: Record<ErasureKind, (text: string) => string | null> = {
  customer_id: (text) => text.trim() || null,
  email: (text) => text.trim().normalize('NFKC').toLowerCase() || null,
  phone: normalPhone,
};

/**
 * What is hashed of one identifier: its kind stands before it, so that somebody's customer id can never be taken for
 * another one's phone. Null where the text is no identifier.
 */
export function erasureText(kind: ErasureKind, text: string): string | null {
  const normal = NORMAL[kind](text);
  return normal === null ? null : `${kind}:${normal}`;
}

/** Of everything by which a person may come back in an export. */
export const erasureTexts = (person: ErasedPerson): string[] =>
  ERASURE_KINDS.map((kind) => erasureText(kind, person[kind] ?? '')).filter((text) => text !== null);
