/** What SES tells of a mail. A soft bounce is one that may pass: a full mailbox, a server that is down. */
export const FACTS = ['send', 'delivery', 'softBounce', 'bounce', 'complaint', 'reject', 'open'] as const;
export type Fact = (typeof FACTS)[number];

/** The message id under which each was told; `duplicate` is a second id of one mail. */
export type ToldFacts = { [fact in Fact | 'duplicate']?: string | undefined };

/** What the ledger holds of a mail, as far as news change it. */
export interface KnownMail {
  state: 'claimed' | 'sending' | 'sent' | 'unknown' | 'released' | 'refused' | 'suppressed' | 'capped';
  messageId?: string | undefined;
  facts: ToldFacts;
}

/** One event of SES about one mail. */
export interface MailNews {
  fact: Fact;
  messageId: string;
}

/** Each of these means that the mail left SES. */
const OUT: readonly Fact[] = ['delivery', 'softBounce', 'bounce', 'complaint', 'open'];
/**
 * Decided without SES, or let go by a person: what SES tells is noted and changes nothing of the state. What it means for
 * a mail that was let go follows from the facts (`toldFate`), whether its second attempt has begun or not.
 */
const DECIDED: readonly KnownMail['state'][] = ['suppressed', 'capped', 'released'];

/**
 * What is known of a mail after one more event. Events come late, twice and in any order: each fact keeps its lowest
 * message id, and the state follows from all facts together, so that all orders end alike. An id that is empty is none: SES
 * took the mail, and its answer could not be read.
 */
export function learn(mail: KnownMail, { fact, messageId }: MailNews): KnownMail {
  const known = mail.messageId || undefined;
  const lowest = lower(known, messageId);
  const highest = higher(mail.facts.duplicate ?? known, messageId);
  const duplicate = highest === lowest ? {} : { duplicate: highest };
  const facts = { ...mail.facts, [fact]: lower(mail.facts[fact], messageId), ...duplicate };
  return { state: stateAfter(mail.state, facts), messageId: lowest, facts };
}

/**
 * Complaint, bounce, delivery > reject > send > unknown. Even a mail that counted as free again is sent when SES says
 * so: it must not be tried another time.
 */
const stateAfter = (state: KnownMail['state'], facts: ToldFacts): KnownMail['state'] =>
  DECIDED.includes(state) ? state : (toldFate(facts) ?? state);

/** What the facts alone say of an attempt; `undefined` = SES told nothing of it. */
export function toldFate(facts: ToldFacts): 'sent' | 'refused' | undefined {
  if (OUT.some((fact) => facts[fact] !== undefined)) return 'sent';
  if (facts.reject !== undefined) return 'refused';
  return facts.send === undefined ? undefined : 'sent';
}

const lower = (known: string | undefined, told: string): string =>
  known === undefined || told < known ? told : known;

const higher = (known: string | undefined, told: string): string =>
  known === undefined || told > known ? told : known;
