import type { Language } from '../bilingual.ts';
import type { LocalDate } from '../dates.ts';
import type { Policy } from '../policy/schema.ts';
import { type Control, heldOutOf } from './hold-out.ts';
import { type LetterMail, type LetterVariables, letterVariables } from './letter.ts';

/** A mail of the plan, as far as making it ready reads it. */
export interface PlannedLetter extends LetterMail {
  customerId: string;
  campaignId: string;
  rule: string;
  address: string | null;
  /** Why it was never to go out. */
  skip: string | null;
}

/** What a run makes its mails ready by; all of it is frozen with the run. */
export interface Makings {
  policy: Pick<Policy, 'shop' | 'tiers' | 'campaigns' | 'mail' | 'schedule'>;
  asOf: LocalDate;
  keys: {
    mailbox(address: string): string;
    customer(customerId: string): string;
    sid(campaignId: string, mailbox: string): string;
    holdOutOf(text: string): number;
  };
  templates: { digest(name: string, language: Language, variables: LetterVariables): string };
}

export interface Ready {
  sid: string;
  mailbox: string;
  customer: string;
  heldOut: Control | null;
  /** '' where nothing is to be sent. */
  digest: string;
}

export const isMailable = ({ skip, address }: Pick<PlannedLetter, 'skip' | 'address'>): boolean =>
  skip === null && address !== null && address !== '';

/** Both stand for what only the sender knows; no digest depends on them. */
const LINK = 'https://unsubscribe.example/';
const CODE = 'SAMPLE-CODE';

/** What is written in a mail before its link and its code are drawn. */
export function sampleVariables(mail: PlannedLetter, { policy, asOf }: Pick<Makings, 'policy' | 'asOf'>) {
  const { offer } = policy.campaigns.find(({ rule }) => rule === mail.rule) ?? {};
  return letterVariables(mail, policy, asOf, { unsubscribeUrl: LINK, offerCode: offer ? CODE : null });
}

/**
 * Names one mail, draws its control group and takes the digest of its words. Done again on the same makings it comes to
 * the same, which is how it is proved before the first mail that nothing was changed since approval.
 */
export function madeReady(mail: PlannedLetter, makings: Makings): Ready {
  const { keys, policy, templates } = makings;
  const { campaignId, rule, tier, template, language } = mail;
  const mailbox = keys.mailbox(mail.address ?? '');
  const names = { sid: keys.sid(campaignId, mailbox), mailbox, customer: keys.customer(mail.customerId) };
  if (!isMailable(mail)) return { ...names, heldOut: null, digest: '' };
  const heldOut = heldOutOf({ campaignId, rule, tier, mailbox }, policy, keys.holdOutOf);
  const digest = heldOut ? '' : templates.digest(template, language, sampleVariables(mail, makings));
  return { ...names, heldOut, digest };
}
