import type { LedgerRow, Mail } from '../../shared/contract/mails.ts';
import { type LetterMail, letterVariables } from '../../shared/domain/mail/letter.ts';
import { isDue } from '../../shared/domain/mail/outcome.ts';
import type { Batch, SendDependencies } from './dependencies.ts';

/** A planned mail with the names it goes by in the ledger; `null` where it was never to go out. */
export interface Letter {
  mail: Mail;
  address: string;
  mailbox: string;
  sid: string;
}

/** What is written in a letter, and to whom. */
type Sheet = Pick<Letter, 'address' | 'mailbox'> & { mail: LetterMail };

/** Names every mail of a part, in an order that does not depend on the rows'. */
export function letters(mails: readonly Mail[], { keys }: Pick<SendDependencies, 'keys'>): Letter[] {
  const named = mails.map((mail) => {
    const address = mail.address ?? '';
    const mailbox = keys.mailbox(address);
    return { mail, address, mailbox, sid: keys.sid(mail.campaignId, mailbox) };
  });
  return named.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

const order = ({ mail }: Letter): string => `${mail.customerId} ${mail.campaignId}`;

export const isMailable = ({ mail, address }: Letter): boolean => mail.skip === null && address !== '';

/** What is still to be sent; of two mails to one mailbox for one campaign, the first. */
export function dueOf(all: readonly Letter[], ledger: ReadonlyMap<string, LedgerRow>): Letter[] {
  const due = all.filter((letter) => isMailable(letter) && isDue(letter.mail, ledger.get(letter.sid)));
  const bySid = new Map(due.toReversed().map((letter) => [letter.sid, letter]));
  return due.filter((letter) => bySid.get(letter.sid) === letter);
}

/** Renders a letter strictly: whatever is wrong with its template is found here. */
export function envelopeOf({ mail, address, mailbox }: Sheet, batch: Batch, deps: SendDependencies) {
  const { sender, unsubscribeUrl: base } = deps.settings;
  const unsubscribeUrl = `${base.replace(/\/$/, '')}/${deps.keys.token(mailbox)}`;
  const variables = letterVariables(mail, batch.policy, batch.asOf, unsubscribeUrl);
  const { language } = mail;
  const rendered = deps.render(mail.template, language, variables);
  const envelope = {
    from: sender,
    fromName: variables.shop,
    to: address,
    language,
    unsubscribeUrl,
    ...rendered,
  };
  deps.checkHeaders(envelope);
  return envelope;
}
