import type { LedgerRow } from '../../shared/contract/mails.ts';
import type { GateVerdict } from '../../shared/domain/mail/gate.ts';
import type { SendDependencies } from './dependencies.ts';
import type { Letter } from './letters.ts';
import { setFree } from './settle.ts';
import { judged, type Work } from './work.ts';

/** Times that a mailbox may change between our look and our write. */
const CHANGES = 20;
/** Times that the gate may fail for one mail, and the first pause between them in milliseconds; each is twice as long. */
const FAILURES = 3;
const PAUSE_MS = 200;

/** A gate that cannot be asked lets nobody through; the mail is free again, because it certainly did not go out. */
export async function passGate(
  letter: Letter,
  row: LedgerRow,
  work: Work,
  deps: SendDependencies,
): Promise<GateVerdict> {
  try {
    return await askAgain(letter, work, deps, 1);
  } catch (error) {
    await setFree(letter, row, 'gate', deps);
    throw error;
  }
}

/** Whether a write that failed took effect is not known; the same mail passes free, so it is simply asked again. */
async function askAgain(
  letter: Letter,
  work: Work,
  deps: SendDependencies,
  tryNo: number,
): Promise<GateVerdict> {
  try {
    return await ask(letter, work, deps, tryNo === 1);
  } catch (error) {
    if (tryNo >= FAILURES) throw error;
    await deps.sleep(PAUSE_MS * 2 ** (tryNo - 1));
    return askAgain(letter, work, deps, tryNo + 1);
  }
}

async function ask(
  letter: Letter,
  work: Work,
  deps: SendDependencies,
  isFirst: boolean,
): Promise<GateVerdict> {
  const { mailbox } = letter.mail;
  const before = work.mailboxes.get(mailbox) ?? { mailbox };
  let known = isFirst ? before : await deps.mailboxes.find(mailbox);
  for (let i = 0; i < CHANGES; i += 1) {
    const verdict = judged(known, letter, work, deps.now());
    if (!verdict.pass || (await deps.mailboxes.remember(known, verdict.recent))) return verdict;
    known = await deps.mailboxes.find(mailbox);
  }
  throw new Error('a mailbox keeps changing');
}
