import { z } from 'zod';
import {
  CAMPAIGN_PK,
  type CampaignFigures,
  type CampaignState,
  CampaignStateSchema,
  type PauseCause,
} from '../contract/campaigns.ts';
import { RUNS_PK } from '../contract/runs.ts';
import type { Expression, Table } from './table.ts';

type Counted = Partial<Record<'sent' | 'bounces' | 'complaints', number>>;

const keyOf = (campaignId: string) => ({ pk: CAMPAIGN_PK, sk: campaignId });
const NOT_CANCELLED = {
  text: '#status <> :cancelled OR attribute_not_exists(#status)',
  values: { cancelled: 'cancelled' },
};

/**
 * The life of campaigns, one item of the runs table each. A status is one small item that every worker reads each
 * second, so that a pause takes effect at once and nobody has to find the workers.
 */
export function openCampaigns(runs: Table) {
  async function find(ids: readonly string[]): Promise<Map<string, CampaignState>> {
    const items = await runs.getMany([...new Set(ids)].map(keyOf));
    const states = items.map((item) => CampaignStateSchema.parse({ campaignId: item.sk, ...item }));
    return new Map(states.map((state) => [state.campaignId, state]));
  }

  async function all(): Promise<CampaignState[]> {
    const items = await runs.query(CAMPAIGN_PK);
    return items.map((item) => CampaignStateSchema.parse({ campaignId: item.sk, ...item }));
  }

  /** Notes that a run has mails of it; again, or twice at once, changes nothing, and a status least of all. */
  async function register(campaignId: string, rule: string, runId: string): Promise<void> {
    const change = {
      text: 'SET campaignId = :id, #rule = :rule, #runs = list_append(if_not_exists(#runs, :none), :added)',
      names: { rule: 'rule', runs: 'runs' },
      values: { id: campaignId, rule, none: [], added: [runId] },
    };
    await runs.update(keyOf(campaignId), change, {
      text: 'NOT contains(#runs, :run)',
      values: { run: runId },
    });
  }

  /** Counts what happened, and answers the state after it. */
  async function count(campaignId: string, add: Counted): Promise<CampaignState> {
    const counted = Object.entries(add).filter(([, amount]) => amount > 0);
    const after = await runs.update(keyOf(campaignId), {
      text: `ADD ${counted.map(([name]) => `#${name} :${name}`).join(', ')}`,
      names: Object.fromEntries(counted.map(([name]) => [name, name])),
      values: Object.fromEntries(counted),
    });
    return CampaignStateSchema.parse({ campaignId, ...after });
  }

  /** `false` where it is cancelled, which is final. */
  async function setStatus(campaignId: string, change: Expression): Promise<boolean> {
    const condition = { ...NOT_CANCELLED, names: { status: 'status' } };
    return (await runs.update(keyOf(campaignId), change, condition)) !== undefined;
  }

  const pause = (campaignId: string, why: PauseCause, at: string): Promise<boolean> =>
    setStatus(campaignId, {
      text: 'SET #status = :paused, why = :why, #at = :at',
      names: { status: 'status', at: 'at' },
      values: { paused: 'paused', why, at },
    });

  /** The breakers forget what they counted: a person has looked at it. */
  async function resume(campaignId: string, at: string): Promise<boolean> {
    const { sent = 0, bounces = 0, complaints = 0 } = (await find([campaignId])).get(campaignId) ?? {};
    return setStatus(campaignId, {
      text: 'SET #status = :running, #at = :at, forgiven = :forgiven REMOVE why',
      names: { status: 'status', at: 'at' },
      values: { running: 'running', at, forgiven: { sent, bounces, complaints } },
    });
  }

  /** Notes that the shop's people were told of its pause of that instant. */
  async function told(campaignId: string, at: string): Promise<void> {
    await runs.update(keyOf(campaignId), { text: 'SET toldAt = :at', values: { at } });
  }

  async function cancel(campaignId: string, at: string): Promise<void> {
    await setStatus(campaignId, {
      text: 'SET #status = :next, #at = :at',
      names: { status: 'status', at: 'at' },
      values: { next: 'cancelled', at },
    });
  }

  async function figures(campaignId: string, found: CampaignFigures): Promise<void> {
    await runs.update(keyOf(campaignId), { text: 'SET figures = :found', values: { found } });
  }

  /** Once for ever: what is unknown after the second attempt stays unknown. */
  async function release(campaignId: string, at: string): Promise<boolean> {
    const after = await runs.update(
      keyOf(campaignId),
      { text: 'SET releasedAt = :at', values: { at } },
      { text: 'attribute_not_exists(releasedAt)' },
    );
    return after !== undefined;
  }

  const stopOf = (runId: string) => ({ pk: RUNS_PK.stop, sk: runId });

  /** Ends the mails of one run, whatever its campaigns do: one of them may serve another run of the period yet. */
  async function stopRun(runId: string, at: string): Promise<void> {
    await runs.put({ ...stopOf(runId), at }, { text: 'attribute_not_exists(pk)' });
  }

  /** Since when nothing of the run goes out any more, epoch milliseconds; undefined = it may. */
  async function stoppedSince(runId: string): Promise<number | undefined> {
    const item = await runs.get(stopOf(runId));
    return item && Date.parse(z.iso.datetime().parse(item.at));
  }

  return { find, all, register, count, pause, resume, told, cancel, figures, release, stopRun, stoppedSince };
}
