import { RUNS_PK, type RunState } from '../contract/runs.ts';
import type { DecisionDependencies } from '../domain/approval.ts';
import type { Table } from './table.ts';

type DecideRun = DecisionDependencies['decideRun'];

const WAITS: RunState = 'AWAITING_APPROVAL';
const EXPIRED: RunState = 'EXPIRED';

/** How plans that wait stop waiting. Each is one conditional write, so that of two at once only one holds. */
export function decisionsOf(table: Pick<Table, 'update'>) {
  const at = (runId: string) => ({ pk: RUNS_PK.run, sk: runId });

  /** Decides as a person says: only about the mails that were shown, only until the plan expires, and only once. */
  const decideRun: DecideRun = async (runId, { to, decided, contentDigest }) => {
    const change = {
      text: 'SET #state = :to, #decided = :decided',
      names: { state: 'state', decided: 'decided' },
      values: { to, decided },
    };
    const after = await table.update(at(runId), change, asShownInTime(decided.at, contentDigest));
    return after !== undefined;
  };

  /** Closes a plan whose time has passed at `now`, ISO 8601. */
  async function expireRun(runId: string, now: string, reason: string): Promise<boolean> {
    const change = {
      text: 'SET #state = :to, #reason = :reason',
      names: { state: 'state', reason: 'reason' },
      values: { to: EXPIRED, reason },
    };
    const overdue = {
      text: '#state = :waits AND #until <= :now',
      names: { until: 'expiresAt' },
      values: { waits: WAITS, now },
    };
    return (await table.update(at(runId), change, overdue)) !== undefined;
  }

  return { decideRun, expireRun };
}

/** A plan of an earlier program does not expire, and one without mails has no digest. */
function asShownInTime(now: string, digest: string | undefined) {
  const shown = digest === undefined ? 'attribute_not_exists(#digest)' : '#digest = :digest';
  return {
    text: `#state = :waits AND (attribute_not_exists(#until) OR #until > :now) AND ${shown}`,
    names: { until: 'expiresAt', digest: 'contentDigest' },
    values: { waits: WAITS, now, ...(digest === undefined ? {} : { digest }) },
  };
}
