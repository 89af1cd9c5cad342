import { SHADOW_TAG } from '../../shared/contract/mail-events.ts';
import type { LedgerRow } from '../../shared/contract/mails.ts';
import { stateOf } from '../../shared/domain/mail/outcome.ts';
import type { SendDependencies, Settlement, Verdict } from './dependencies.ts';
import { passGate } from './gate.ts';
import type { Letter } from './letters.ts';
import type { Made } from './make.ts';
import { setFree, settle } from './settle.ts';
import { rowOf, type Work } from './work.ts';

/** `settled`: nothing was asked of SES. */
export type Delivered = Verdict | { kind: 'settled' };

const SETTLED: Delivered = { kind: 'settled' };

/**
 * One mail. The ledger says `sending` before the mailbox is asked, and the mailbox is asked before SES: whoever dies
 * in between leaves a mail unsent, never one too many. `asks` is told when SES is about to be asked: from then on the mail
 * may have gone out.
 */
export async function deliver(
  { letter, envelope, raw }: Made,
  work: Work,
  asks: () => void,
  deps: SendDependencies,
): Promise<Delivered> {
  const row = rowOf(letter, 'sending', work, deps);
  await deps.at('send.before_sending');
  if (!work.lease.holds() || !(await deps.ledger.write(row))) return SETTLED;
  await deps.at('send.after_sending');
  if (!(await mayGo(letter, row, work, deps))) return SETTLED;
  await deps.at('send.before_accept');
  const { configurationSet } = deps.settings;
  asks();
  const verdict = await deps.ses.sendRaw({ ...envelope, raw, configurationSet, tags: tagsOf(letter, deps) });
  await deps.at('send.after_accept');
  await settle(letter, row, settlementOf(verdict, row.attempts ?? 0), deps);
  await deps.at('send.after_settle');
  return verdict;
}

/**
 * The mailbox lets it pass, and its chunk is still ours: who was frozen until another took over asks nothing of SES. Nor
 * does who waited at the gate while his campaign was stopped.
 */
async function mayGo(letter: Letter, row: LedgerRow, work: Work, deps: SendDependencies): Promise<boolean> {
  if (letter.isSecond && (await hasArrived(letter, deps))) {
    await deps.ledger.settle(row, { state: 'claimed', reason: 'first_sent' });
    return false;
  }
  const gate = await passGate(letter, row, work, deps);
  await deps.at('send.after_gate');
  if (!gate.pass) await deps.ledger.settle(row, { state: gate.state, reason: gate.reason });
  const hindrance = gate.pass ? hindranceOf(letter, work) : undefined;
  if (hindrance !== undefined) await setFree(letter, row, hindrance, deps);
  return gate.pass && hindrance === undefined;
}

function hindranceOf({ mail }: Letter, { lease, control }: Work): string | undefined {
  if (!lease.holds()) return 'lease_lost';
  const standing = control.standingOf(mail.campaignId);
  return standing === 'running' ? undefined : standing;
}

/** SES told meanwhile that the first attempt went out. Asked after our own row stands, so that whatever was noted before counts. */
async function hasArrived({ mail }: Letter, { ledger }: SendDependencies): Promise<boolean> {
  const first = (await ledger.find([mail.sid])).get(mail.sid);
  return first !== undefined && stateOf(first) === 'sent';
}

/** Out of reach is never the mail's fault: it stays free for as long as that lasts. */
function settlementOf(verdict: Verdict, attempts: number): Settlement {
  if (verdict.kind === 'sent') return { state: 'sent', ...idOf(verdict) };
  if (verdict.kind === 'refused') return { state: 'refused', reason: verdict.code };
  if (verdict.kind === 'unknown') return { state: 'unknown', reason: verdict.reason };
  const tries = verdict.cause === 'unreached' ? { attempts: attempts + 1 } : {};
  return { state: 'claimed', reason: verdict.code, ...tries };
}

/** Where the answer could not be read, SES will tell the id with its first event. */
const idOf = ({ messageId }: Extract<Verdict, { kind: 'sent' }>): Pick<Settlement, 'messageId'> =>
  messageId === '' ? {} : { messageId };

/** SES takes letters, digits, `_` and `-` in a tag. */
const tagsOf = ({ mail, sid }: Letter, { settings }: SendDependencies): Record<string, string> => ({
  ...{ sid, cid: tag(mail.campaignId), campaign: tag(mail.rule) },
  ...{ tier: tag(mail.tier), language: mail.language },
  ...(settings.redirectTo === '' ? {} : { [SHADOW_TAG]: 'yes' }),
});
const tag = (text: string): string => text.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 256);
