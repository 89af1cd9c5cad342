import { createHash } from 'node:crypto';
import type { OutboxMail } from '../contract/mails.ts';

type Sealed = Pick<OutboxMail, 'sid' | 'heldOut' | 'digest'>;

const sha256 = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex');

/** SHA-256 over every mail of a part, in order: whom it goes to, whether it goes, and what it says. */
export const partDigest = (mails: readonly Sealed[]): string =>
  sha256(mails.map(({ sid, heldOut, digest }) => `${sid} ${heldOut ?? ''} ${digest}`));

/** SHA-256 over the digests of all parts of a run: what a person approves. */
export const contentDigest = (parts: readonly string[]): string => sha256(parts);
