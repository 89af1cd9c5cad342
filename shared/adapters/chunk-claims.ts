import { type ChunkClaim, ChunkClaimSchema } from '../contract/mails.ts';
import type { Expression, Table } from './table.ts';

/**
 * Who works at which chunk of mails, items of the ledger. A claim costs one write for all mails of the chunk; what keeps
 * a mail from going out twice is its own row, so a claim taken over too early only costs a failed write.
 */
export function openChunkClaims(ledger: Table) {
  const read = async (sid: string): Promise<ChunkClaim | undefined> =>
    ChunkClaimSchema.optional().parse(await ledger.get({ sid }));

  /** Each claim by its `sid`; those never taken are missing. */
  async function find(sids: readonly string[]): Promise<Map<string, ChunkClaim>> {
    const items = await ledger.getMany(sids.map((sid) => ({ sid })));
    return new Map(items.map((item) => ChunkClaimSchema.parse(item)).map((claim) => [claim.sid, claim]));
  }

  /** Takes a chunk that stands as it was read; `false` = somebody else was quicker. `owner` names one worker alone. */
  async function take(claim: ChunkClaim, standing: ChunkClaim | undefined): Promise<boolean> {
    if (await ledger.put({ ...claim }, standing ? asRead(standing) : NOBODY)) return true;
    const now = await read(claim.sid);
    return now?.owner === claim.owner && now.epoch === claim.epoch;
  }

  /** Moves the end of our own claim, epoch milliseconds; 0 gives it up. `false` = it is ours no more. */
  async function extend({ sid, owner, epoch }: ChunkClaim, leaseUntil: number): Promise<boolean> {
    const after = await ledger.update(
      { sid },
      { text: 'SET leaseUntil = :until', values: { until: leaseUntil } },
      { text: '#owner = :owner AND #epoch = :epoch', ...ours, values: { owner, epoch } },
    );
    return after !== undefined;
  }

  return { find, take, extend };
}

const ours = { names: { owner: 'owner', epoch: 'epoch' } };
const NOBODY: Expression = { text: 'attribute_not_exists(sid)' };

/** Not taken over and not extended meanwhile. */
const asRead = ({ owner, epoch, leaseUntil }: ChunkClaim): Expression => ({
  text: '#owner = :before AND #epoch = :old AND leaseUntil = :until',
  ...ours,
  values: { before: owner, old: epoch, until: leaseUntil },
});
