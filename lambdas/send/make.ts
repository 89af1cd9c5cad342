import type { Batch, Envelope, SendDependencies } from './dependencies.ts';
import { envelopeOf } from './envelope.ts';
import type { Letter } from './letters.ts';

/** A mail in words and in bytes, with its own link and code. */
export interface Made {
  letter: Letter;
  envelope: Envelope;
  raw: Uint8Array;
}

/** Anything thrown is the mail's own fault or its template's: nothing is stored, nobody is asked. */
export async function make(
  letter: Letter,
  batch: Batch,
  deps: Pick<SendDependencies, 'keys' | 'settings' | 'mime'>,
): Promise<Made> {
  const envelope = envelopeOf(letter, batch, deps);
  return { letter, envelope, raw: await deps.mime(envelope) };
}
