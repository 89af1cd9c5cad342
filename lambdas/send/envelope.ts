import { letterVariables } from '../../shared/domain/mail/letter.ts';
import { contentChanged } from '../../shared/domain/mail/mail-refusals.ts';
import { madeReady } from '../../shared/domain/mail/ready.ts';
import type { Batch, Envelope, SendDependencies } from './dependencies.ts';
import type { Letter } from './letters.ts';

type Needed = Pick<SendDependencies, 'keys' | 'settings'>;

/** Stands before the subject of a mail that goes to ourselves instead. */
const REDIRECTED = '[→] ';

/** The words of a mail with its link and its code, strictly rendered. */
export function envelopeOf({ mail, offerCode = null }: Written, batch: Batch, deps: Needed): Envelope {
  const { sender, redirectTo } = deps.settings;
  const { language, template, address } = mail;
  const own = { unsubscribeUrl: linkOf(mail, deps), offerCode };
  const variables = letterVariables(mail, batch.policy, batch.asOf, own);
  const rendered = batch.templates.render(template, language, variables);
  return {
    ...{ from: sender, fromName: variables.shop, language, unsubscribeUrl: own.unsubscribeUrl },
    ...rendered,
    subject: redirectTo === '' ? rendered.subject : REDIRECTED + rendered.subject,
    to: redirectTo === '' ? (address ?? '') : redirectTo,
  };
}
type Written = Pick<Letter, 'mail'> & { offerCode: string | null | undefined };

/** Of a redirected mail it is the link of whoever gets it: no colleague unsubscribes a customer by trying it. */
function linkOf(mail: Letter['mail'], { keys, settings }: Needed): string {
  const { redirectTo, unsubscribeUrl } = settings;
  const mailbox = redirectTo === '' ? mail.mailbox : keys.mailbox(redirectTo);
  return `${unsubscribeUrl.replace(/\/$/, '')}/${keys.token(mailbox, mail)}`;
}

/** Every mail is made ready once more: one that comes out otherwise than it was approved stops all of them. */
export function mustBeUnchanged(
  due: readonly Letter[],
  { policy, asOf, templates }: Batch,
  runId: string,
  { keys }: Pick<SendDependencies, 'keys'>,
): void {
  const makings = { policy, asOf, keys, templates };
  for (const { mail } of due) {
    const { sid, mailbox, heldOut, digest } = madeReady(mail, makings);
    const isSame = sid === mail.sid && mailbox === mail.mailbox && heldOut === mail.heldOut;
    if (!isSame || digest !== mail.digest) throw contentChanged(runId);
  }
}
