import { CAMPAIGN_PK, CampaignStateSchema } from '../../../shared/contract/campaigns.ts';
import { MARKED_DOMAIN, MARKED_NAME } from '../../support/markers.ts';
import type { Bus } from './bus.ts';
import type { Machine } from './execution.ts';
import type { SimulatedRun } from './mails.ts';
import type { Room } from './room.ts';
import type { Truth } from './truth.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;
/** Of the fixtures' people; nothing that is kept or told may hold one. */
const PEOPLE = [MARKED_DOMAIN, MARKED_NAME];
/** How a token of an unsubscribe link begins; whoever has one can speak for the mailbox. */
const TOKEN = /\bv\d+\.k\d+\./;
const isPersonal = (text: string): boolean => TOKEN.test(text) || PEOPLE.some((mark) => text.includes(mark));
const OUTCOMES = [
  'sent',
  'unknown',
  'refused',
  'suppressed',
  'heldOut',
  'capped',
  'cancelled',
  'pending',
] as const;

/** What can only be checked when all is over: O4, O8, O9 and O10, and that SES's reports settled what was open. */
export function checksOf(
  world: World,
  truth: Truth,
  room: Room,
  runs: readonly SimulatedRun[],
  machine: Machine,
) {
  const { must } = truth;

  /** O4: every mail of every part has one outcome, and none is pending for ever. */
  function balances({ runId, parts }: SimulatedRun): void {
    for (const [part, mails] of parts.entries()) {
      const name = `${runId}/${part}`;
      const saved = room.savedBy(name);
      must('O4', saved !== undefined, `${name} was never saved`);
      if (!saved) continue;
      const { outcomes, counts } = saved;
      must('O4', outcomes.length === mails.length, `${name} has ${outcomes.length} of ${mails.length} lines`);
      const sum = OUTCOMES.reduce((total, outcome) => total + counts[outcome], 0);
      must(
        'O4',
        sum === mails.length && counts.mails === sum,
        `${name} does not balance: ${JSON.stringify(counts)}`,
      );
      must('O4', counts.pending === 0, `${name} has ${counts.pending} pending for ever`);
      const mute = outcomes.filter(
        ({ outcome, reason }) => outcome !== 'sent' && outcome !== 'cancelled' && reason === '',
      );
      must('O10', mute.length === 0, `${name}: ${mute[0]?.outcome} without a reason`);
    }
  }

  /** O8: another pass finds nothing to do, and says the same. */
  async function again(run: SimulatedRun): Promise<void> {
    const before = [JSON.stringify(rowsNow()), world.account.requests()];
    const said = run.parts.map((_, part) => room.savedBy(`${run.runId}/${part}`));
    await machine.execution(run);
    const after = [JSON.stringify(rowsNow()), world.account.requests()];
    must('O8', before.join() === after.join(), `${run.runId} run again changed the ledger or asked SES`);
    const now = run.parts.map((_, part) => room.savedBy(`${run.runId}/${part}`));
    must('O8', JSON.stringify(said) === JSON.stringify(now), `${run.runId} run again tells something else`);
  }

  const rowsNow = () => world.ledger.all().filter(({ sid }) => !String(sid).startsWith('#'));

  /** F3: what SES told of is no longer unknown. */
  function reconciled(bus: Bus): void {
    for (const { sid, messageId } of world.account.accepted) {
      const state = truth.rows.get(sid)?.state;
      must(
        'F3',
        !bus.told.has(messageId) || state === 'sent' || state === 'released',
        `${sid} was told of and is ${state}`,
      );
    }
  }

  /** The policy lets each mailbox have one mail; the new attempt at a released one is the same mail. */
  function capsHeld(): void {
    const bySid = new Map(runs.flatMap(({ parts }) => parts.flat()).map((mail) => [mail.sid, mail.mailbox]));
    const mails = new Map<string, number>();
    for (const { sid } of world.account.accepted) {
      const mailbox = bySid.get(sid);
      if (mailbox !== undefined) mails.set(mailbox, (mails.get(mailbox) ?? 0) + 1);
    }
    for (const [mailbox, count] of mails) must('cap', count <= 1, `${mailbox} got ${count} mails`);
  }

  function nothingPersonal(): void {
    const kept = [world.ledger, world.mailboxes, world.runs].flatMap((table) => table.all());
    for (const text of [...kept.map((item) => JSON.stringify(item)), ...world.history])
      must('O9', !isPersonal(text), `something personal: ${text}`);
  }

  function stopsSayWhy(): void {
    for (const item of world.runs.query(CAMPAIGN_PK)) {
      const { campaignId, status, why } = CampaignStateSchema.parse({ campaignId: item.sk, ...item });
      must('O10', status !== 'paused' || why !== undefined, `${campaignId} is paused and does not say why`);
    }
  }

  async function atTheEnd(bus: Bus): Promise<void> {
    while (bus.underWay() > 0) await world.scheduler.wait(HOUR);
    for (const run of runs) await machine.execution(run);
    for (const run of runs) balances(run);
    for (const run of runs) await again(run);
    reconciled(bus);
    capsHeld();
    nothingPersonal();
    stopsSayWhy();
  }

  return { atTheEnd };
}
