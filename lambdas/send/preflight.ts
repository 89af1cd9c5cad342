import { sampleLetters } from '../../shared/domain/mail/samples.ts';
import { withdrawals } from '../../shared/domain/mail/withdrawal.ts';
import { identityExpression, lonePhone } from '../../shared/sql/bind.ts';
import type { Batch, SendDependencies } from './dependencies.ts';
import { envelopeOf, type Letter } from './letters.ts';
import { keysDiffer, ledgerDiffers, sesNotReady } from './refusals.ts';

/** Whoever has lost the memory of whom it wrote to writes to nobody. */
export async function mustRemember(deps: SendDependencies): Promise<void> {
  const memory = await deps.memory();
  if (memory === 'otherKeys') throw keysDiffer();
  if (memory === 'otherLedger') throw ledgerDiffers();
}

/** An address of nobody; nothing is sent to it. */
const NOBODY = 'nobody@example.com';

/**
 * Every mail of the part, and every template of the run whichever part uses it: one with a fault stops all parts before
 * their first mail.
 */
export function mustRender(due: readonly Letter[], batch: Batch, deps: SendDependencies): void {
  const mailbox = deps.keys.mailbox(NOBODY);
  for (const mail of sampleLetters(batch.policy, batch.asOf))
    envelopeOf({ mail, mailbox, address: NOBODY }, batch, deps);
  for (const letter of due) envelopeOf(letter, batch, deps);
}

/** Whose consent an export has taken back that the run had not seen. */
export async function withdrawnSince({ seen, policy }: Batch, deps: SendDependencies) {
  const { identity, timeZone } = policy;
  const [customer, phone] = [identityExpression(identity).sql, lonePhone(identity).sql];
  return withdrawals(await deps.withdrawals(seen, { timeZone, customer, lonePhone: phone, known: seen }));
}

export async function readySes({ ses, settings }: SendDependencies) {
  const readiness = await ses.readiness(settings.sender);
  if (!readiness.enabled || !readiness.verified) throw sesNotReady();
  return readiness;
}
