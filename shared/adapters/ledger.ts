import { GENERATION_SID, type LedgerRow, LedgerRowSchema, type LedgerState } from '../contract/mails.ts';
import type { Expression, Table } from './table.ts';

/** What changes when a mail's fate is known. */
export interface Settlement {
  state: Exclude<LedgerState, 'sending' | 'released'>;
  reason?: string;
  messageId?: string;
  attempts?: number;
}

/** The claim is no younger than ours. Those of two runs do not compare: neither may keep a mail from the other for ever. */
const NO_YOUNGER = 'attribute_not_exists(#epoch) OR #epoch <= :epoch OR #runId <> :runId';

/** A mail that nobody holds, or that a claim no younger than ours has set free. */
const free = ({ epoch, runId }: LedgerRow): Expression => ({
  text: `attribute_not_exists(sid) OR (#state = :claimed AND (${NO_YOUNGER}))`,
  names: { state: 'state', epoch: 'epoch', runId: 'runId' },
  values: { claimed: 'claimed', epoch, runId },
});

/** The send ledger. A row is written before anything is sent, and nobody ever takes it away. */
export function openLedger(table: Table) {
  async function find(sids: readonly string[]): Promise<Map<string, LedgerRow>> {
    const asked = [...new Set(sids)].filter((sid) => sid !== GENERATION_SID);
    const items = await table.getMany(asked.map((sid) => ({ sid })));
    const rows = items.map((item) => LedgerRowSchema.parse(item));
    return new Map(rows.map((row) => [row.sid, row]));
  }

  /** Writes the row unless another one stands there that is not free; `true` = it is ours. `owner` names this very try. */
  async function write(row: LedgerRow): Promise<boolean> {
    if (await table.put({ ...row }, free(row))) return true;
    // The SDK may have repeated a put whose answer was lost: then the row that stands there is this very one.
    const standing = LedgerRowSchema.optional().parse(await table.get({ sid: row.sid }));
    return standing?.owner === row.owner && standing.state === row.state;
  }

  /** Records what became of our own try. Too late is no error: a report by SES may have come first. */
  async function settle(row: LedgerRow, settlement: Settlement): Promise<void> {
    const from = settlement.state === 'sent' ? ['sending', 'unknown'] : ['sending'];
    await table.update({ sid: row.sid }, changeTo(settlement), {
      text: `#owner = :owner AND #state IN (${from.map((state) => `:${state}`).join(', ')})`,
      names: { owner: 'owner' },
      values: { owner: row.owner, ...Object.fromEntries(from.map((state) => [state, state])) },
    });
  }

  /** A mail in `sending` whose worker is dead: nobody knows, so nobody repeats it. */
  async function abandon(row: LedgerRow): Promise<void> {
    await settle(row, { state: 'unknown', reason: 'lease_expired' });
  }

  /** A person lets an unknown go: from here on its second attempt counts. */
  async function release(sid: string): Promise<void> {
    await table.update(
      { sid },
      { text: 'SET #state = :next', names: { state: 'state' }, values: { next: 'released' } },
      { text: '#state = :unknown', values: { unknown: 'unknown' } },
    );
  }

  return { find, write, settle, abandon, release };
}

function changeTo({ state, ...rest }: Settlement): Expression {
  const values: Record<string, unknown> = { state, ...rest };
  const assignments = Object.keys(values).map((name) => `#${name} = :${name === 'state' ? 'next' : name}`);
  const { state: _, ...others } = values;
  return {
    text: `SET ${assignments.join(', ')}`,
    names: Object.fromEntries(Object.keys(values).map((name) => [name, name])),
    values: { ...others, next: state },
  };
}
