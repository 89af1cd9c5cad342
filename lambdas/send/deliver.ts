import type { LedgerRow, Mail, Mailbox } from '../../shared/contract/mails.ts';
import { cooldownOf, type GateVerdict, judge } from '../../shared/domain/mail/gate.ts';
import type { Batch, SendDependencies, Settlement, Verdict } from './dependencies.ts';
import { envelopeOf, type Letter } from './letters.ts';

export interface Delivery {
  batch: Batch;
  runId: string;
  withdrawn: (mail: Mail) => boolean;
  /** Names one try of one mail; no two tries share a name. */
  nextOwner: () => string;
  /** Mailboxes as they were before the pass; the gate's write finds out what has changed since. */
  mailboxes: ReadonlyMap<string, Mailbox>;
}

/** `settled`: nothing was asked of SES. */
export type Delivered = Verdict | { kind: 'settled' };

/** Times that SES may be out of reach for one mail before it is given up; certain that it never went out. */
const UNREACHED_TRIES = 10;
/** Times that a mailbox may change between our look and our write. */
const GATE_TRIES = 20;

/**
 * One mail. The ledger says `sending` before the mailbox is asked, and the mailbox is asked before SES: whoever dies
 * in between leaves a mail unsent, never one too many.
 */
export async function deliver(
  letter: Letter,
  standing: LedgerRow | undefined,
  delivery: Delivery,
  deps: SendDependencies,
): Promise<Delivered> {
  const envelope = envelopeOf(letter, delivery.batch, deps);
  const raw = await deps.mime(envelope);
  const row = claimOf(letter, standing, delivery, deps.now());
  if (row.state !== 'sending') {
    await deps.ledger.claim(row);
    return { kind: 'settled' };
  }
  if (!(await deps.ledger.claim(row))) return { kind: 'settled' };
  const gate = await passGate(letter, row, delivery, deps);
  if (!gate.pass) {
    await deps.ledger.settle(row, { state: gate.state, reason: gate.reason });
    return { kind: 'settled' };
  }
  const { configurationSet } = deps.settings;
  const tags = tagsOf(letter);
  const verdict = await deps.ses.sendRaw({ ...envelope, raw, configurationSet, tags });
  await settle(row, settlementOf(verdict, row.attempts ?? 0), deps);
  return verdict;
}

/** A mail that certainly never goes out must not stand against the next one to its mailbox. */
async function settle(row: LedgerRow, settlement: Settlement, deps: SendDependencies): Promise<void> {
  try {
    if (settlement.state === 'refused') await deps.mailboxes.forget(row.mailbox, row.sid);
  } finally {
    await deps.ledger.settle(row, settlement);
  }
}

function claimOf(
  { mail, mailbox, sid }: Letter,
  standing: LedgerRow | undefined,
  { runId, withdrawn, nextOwner }: Delivery,
  startedAt: number,
): LedgerRow {
  const { campaignId, customerId } = mail;
  const attempts = standing?.attempts ?? 0;
  const row = { sid, mailbox, campaignId, customerId, runId, owner: nextOwner(), startedAt, attempts };
  if (withdrawn(mail)) return { ...row, state: 'suppressed', reason: 'consent_withdrawn' };
  return { ...row, state: 'sending' };
}

/** A gate that cannot be asked lets nobody through; the mail is free again, because it certainly did not go out. */
async function passGate(letter: Letter, row: LedgerRow, delivery: Delivery, deps: SendDependencies) {
  try {
    return await askGate(letter, delivery, deps);
  } catch (error) {
    await deps.ledger.settle(row, { state: 'retry', reason: 'gate' });
    throw error;
  }
}

async function askGate(
  { mail, mailbox, sid }: Letter,
  { batch: { asOf, policy }, mailboxes }: Delivery,
  deps: SendDependencies,
): Promise<GateVerdict> {
  const entry = { rule: mail.rule, tier: mail.tier, on: asOf };
  let known = mailboxes.get(mailbox) ?? { mailbox };
  for (let i = 0; i < GATE_TRIES; i += 1) {
    const verdict = judge(known, sid, entry, cooldownOf(mail.kind, policy.mail.cooldownDays));
    if (!verdict.pass || (await deps.mailboxes.remember(known, verdict.recent))) return verdict;
    known = await deps.mailboxes.find(mailbox);
  }
  throw new Error('a mailbox keeps changing');
}

function settlementOf(verdict: Verdict, attempts: number): Settlement {
  if (verdict.kind === 'sent') return { state: 'sent', messageId: verdict.messageId };
  if (verdict.kind === 'refused') return { state: 'refused', reason: verdict.code };
  if (verdict.kind === 'unknown') return { state: 'unknown', reason: verdict.reason };
  if (verdict.cause !== 'unreached') return { state: 'retry', reason: verdict.code };
  const tries = attempts + 1;
  const state = tries >= UNREACHED_TRIES ? 'refused' : 'retry';
  return { state, reason: verdict.code, attempts: tries };
}

/** SES takes letters, digits, `_` and `-` in a tag. */
const tagsOf = ({ mail, sid }: Letter) => ({ sid, cid: tag(mail.campaignId), campaign: tag(mail.rule) });
const tag = (text: string): string => text.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 256);
