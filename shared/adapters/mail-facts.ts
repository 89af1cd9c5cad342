import { type LedgerRow, LedgerRowSchema } from '../contract/mails.ts';
import { FACTS, type KnownMail, learn, type MailNews } from '../domain/mail/facts.ts';
import type { Expression, Table } from './table.ts';

/** Tries of one event while others write the same row; each lost one means that another got on. */
const TRIES = 20;
/** Begins the keys of the ledger's own items; no `sid` of a mail has the sign. */
const OWN = '#';
const NOTED = [...FACTS, 'duplicate'] as const;

/** How an event changed a row. */
export interface Learnt {
  before: LedgerRow;
  after: KnownMail;
}

/** What SES tells of mails, kept on their rows of the ledger. */
export function openMailFacts(ledger: Table) {
  /** Those of the mails that the ledger knows; its own items are none. */
  async function findMany(sids: readonly string[]): Promise<Map<string, LedgerRow>> {
    const asked = [...new Set(sids)].filter((sid) => sid !== '' && !sid.startsWith(OWN));
    const items = asked.length > 0 ? await ledger.getMany(asked.map((sid) => ({ sid }))) : [];
    const rows = items.map((item) => LedgerRowSchema.parse(item));
    return new Map(rows.map((row) => [row.sid, row]));
  }

  const find = async (sid: string): Promise<LedgerRow | undefined> => (await findMany([sid])).get(sid);

  /** Notes an event on a row as it was read; `undefined` when it holds it. A row that others wrote is read again. */
  async function note(read: LedgerRow, news: MailNews): Promise<Learnt | undefined> {
    const { sid } = read;
    let before: LedgerRow | undefined = read;
    for (let attempt = 0; before !== undefined && attempt < TRIES; attempt += 1) {
      const after = learn(before, news);
      if (isSame(before, after)) return undefined;
      if (await ledger.update({ sid }, changeTo(after), unchanged(before))) return { before, after };
      before = await find(sid);
    }
    throw new Error('a row of the ledger was written by others all the time');
  }

  return { findMany, note };
}

const isSame = (before: LedgerRow, after: KnownMail): boolean =>
  before.state === after.state &&
  before.messageId === after.messageId &&
  NOTED.every((fact) => before.facts[fact] === after.facts[fact]);

/** Why SES refused it is known; any other reason was a guess from before its news. */
function changeTo({ state, messageId, facts }: KnownMail): Expression {
  const isRefused = state === 'refused';
  const reason = isRefused ? ', #reason = :reason' : state === 'sent' ? ' REMOVE #reason' : '';
  return {
    text: `SET #state = :next, #messageId = :id, #facts = :facts${reason}`,
    names: {
      ...{ state: 'state', messageId: 'messageId', facts: 'facts' },
      ...(reason === '' ? {} : { reason: 'reason' }),
    },
    values: { next: state, id: messageId, facts, ...(isRefused ? { reason: 'Reject' } : {}) },
  };
}

/** Everything that the new state was drawn from is still as it was read. */
function unchanged({ state, messageId, facts }: LedgerRow): Expression {
  const same = NOTED.map((fact) =>
    facts[fact] === undefined ? `attribute_not_exists(#facts.#${fact})` : `#facts.#${fact} = :${fact}`,
  );
  const known = NOTED.filter((fact) => facts[fact] !== undefined);
  const id = messageId === undefined ? 'attribute_not_exists(#messageId)' : '#messageId = :messageId';
  return {
    text: ['#state = :state', id, ...same].join(' AND '),
    names: {
      ...{ state: 'state', messageId: 'messageId', facts: 'facts' },
      ...Object.fromEntries(NOTED.map((fact) => [fact, fact])),
    },
    values: {
      ...{ state, ...(messageId === undefined ? {} : { messageId }) },
      ...Object.fromEntries(known.map((fact) => [fact, facts[fact]])),
    },
  };
}
