import { SHADOW_TAG } from '../../shared/contract/mail-events.ts';
import type { LedgerRow } from '../../shared/contract/mails.ts';
import type { SendDependencies, Settlement, Verdict } from './dependencies.ts';
import { envelopeOf } from './envelope.ts';
import { passGate } from './gate.ts';
import type { Letter } from './letters.ts';
import { rowOf, type Work } from './work.ts';

/** `settled`: nothing was asked of SES. */
export type Delivered = Verdict | { kind: 'settled' };

const SETTLED: Delivered = { kind: 'settled' };
/** Times that SES may be out of reach for one mail before it is given up; certain that it never went out. */
const UNREACHED_TRIES = 10;

/**
 * One mail. The ledger says `sending` before the mailbox is asked, and the mailbox is asked before SES: whoever dies
 * in between leaves a mail unsent, never one too many.
 */
export async function deliver(letter: Letter, work: Work, deps: SendDependencies): Promise<Delivered> {
  const envelope = envelopeOf(letter, work.batch, deps);
  const raw = await deps.mime(envelope);
  const row = rowOf(letter, 'sending', work, deps);
  await deps.at('send.before_sending');
  if (!work.lease.holds() || !(await deps.ledger.write(row))) return SETTLED;
  await deps.at('send.after_sending');
  if (!(await mayGo(letter, row, work, deps))) return SETTLED;
  await deps.at('send.before_accept');
  const { configurationSet } = deps.settings;
  const verdict = await deps.ses.sendRaw({ ...envelope, raw, configurationSet, tags: tagsOf(letter, deps) });
  await deps.at('send.after_accept');
  await settle(letter, row, settlementOf(verdict, row.attempts ?? 0), deps);
  await deps.at('send.after_settle');
  return verdict;
}

/** The mailbox lets it pass, and its chunk is still ours: who was frozen until another took over asks nothing of SES. */
async function mayGo(letter: Letter, row: LedgerRow, work: Work, deps: SendDependencies): Promise<boolean> {
  const gate = await passGate(letter, row, work, deps);
  await deps.at('send.after_gate');
  if (!gate.pass) await deps.ledger.settle(row, { state: gate.state, reason: gate.reason });
  else if (!work.lease.holds()) await deps.ledger.settle(row, { state: 'claimed', reason: 'lease_lost' });
  return gate.pass && work.lease.holds();
}

/**
 * A mail that certainly never goes out must not stand against the next one to its mailbox; but of a second attempt the
 * first may have gone out.
 */
async function settle(
  letter: Letter,
  row: LedgerRow,
  settlement: Settlement,
  deps: SendDependencies,
): Promise<void> {
  try {
    if (settlement.state === 'refused' && !letter.isSecond) await deps.mailboxes.forget(row.mailbox, row.sid);
  } finally {
    await deps.ledger.settle(row, settlement);
  }
}

function settlementOf(verdict: Verdict, attempts: number): Settlement {
  if (verdict.kind === 'sent') return { state: 'sent', messageId: verdict.messageId };
  if (verdict.kind === 'refused') return { state: 'refused', reason: verdict.code };
  if (verdict.kind === 'unknown') return { state: 'unknown', reason: verdict.reason };
  if (verdict.cause !== 'unreached') return { state: 'claimed', reason: verdict.code };
  const tries = attempts + 1;
  const state = tries >= UNREACHED_TRIES ? 'refused' : 'claimed';
  return { state, reason: verdict.code, attempts: tries };
}

/** SES takes letters, digits, `_` and `-` in a tag. */
const tagsOf = ({ mail, sid }: Letter, { settings }: SendDependencies): Record<string, string> => ({
  ...{ sid, cid: tag(mail.campaignId), campaign: tag(mail.rule) },
  ...{ tier: tag(mail.tier), language: mail.language },
  ...(settings.redirectTo === '' ? {} : { [SHADOW_TAG]: 'yes' }),
});
const tag = (text: string): string => text.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 256);
