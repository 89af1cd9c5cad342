import { GENERATION_SID, type LedgerRow, LedgerRowSchema, type LedgerState } from '../contract/mails.ts';
import type { Table } from './table.ts';

/** What changes when a mail's fate is known. */
export interface Settlement {
  state: Exclude<LedgerState, 'sending'>;
  reason?: string;
  messageId?: string;
  attempts?: number;
}

/** The send ledger. A row is written before anything is sent, and nobody ever takes it away. */
export function openLedger(table: Table) {
  async function find(sids: readonly string[]): Promise<Map<string, LedgerRow>> {
    const asked = [...new Set(sids)].filter((sid) => sid !== GENERATION_SID);
    const items = await table.getMany(asked.map((sid) => ({ sid })));
    const rows = items.map((item) => LedgerRowSchema.parse(item));
    return new Map(rows.map((row) => [row.sid, row]));
  }

  /** Writes the row unless another one stands there that is not free; `true` = it is ours. `owner` names this very try. */
  async function claim(row: LedgerRow): Promise<boolean> {
    const free = {
      text: 'attribute_not_exists(sid) OR #state = :retry',
      names: { state: 'state' },
      values: { retry: 'retry' },
    };
    if (await table.put({ ...row }, free)) return true;
    // The SDK may have repeated a put whose answer was lost: then the row that stands there is this very one.
    const standing = LedgerRowSchema.optional().parse(await table.get({ sid: row.sid }));
    return standing?.owner === row.owner && standing.customerId === row.customerId;
  }

  /** Records what became of our own claim. Too late is no error: a report by SES may have come first. */
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

  /** SES itself says that it accepted the mail. */
  async function confirm(sid: string, messageId: string): Promise<boolean> {
    const after = await table.update({ sid }, changeTo({ state: 'sent', messageId }), {
      text: '#state IN (:sending, :unknown)',
      values: { sending: 'sending', unknown: 'unknown' },
    });
    return after !== undefined;
  }

  return { find, claim, settle, abandon, confirm };
}

function changeTo({ state, ...rest }: Settlement) {
  const values: Record<string, unknown> = { state, ...rest };
  const assignments = Object.keys(values).map((name) => `#${name} = :${name === 'state' ? 'next' : name}`);
  const { state: _, ...others } = values;
  return {
    text: `SET ${assignments.join(', ')}`,
    names: Object.fromEntries(Object.keys(values).map((name) => [name, name])),
    values: { ...others, next: state },
  };
}
