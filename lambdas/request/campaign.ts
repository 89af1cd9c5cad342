import { type CampaignState, EVERY } from '../../shared/contract/campaigns.ts';
import type { Answer, Request } from '../../shared/contract/requests.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { mustBeReleasable } from '../../shared/domain/mail/release.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

export interface CampaignDependencies {
  campaigns: {
    all(): Promise<CampaignState[]>;
    pause(campaignId: string, why: 'person', at: string): Promise<boolean>;
    resume(campaignId: string, at: string): Promise<boolean>;
    cancel(campaignId: string, at: string): Promise<void>;
    release(campaignId: string, at: string): Promise<boolean>;
  };
  run(runId: string): Promise<Run | undefined>;
  runs(): Promise<Run[]>;
  startMail(name: string, input: unknown): Promise<unknown>;
}

type Asked = Extract<Request, { want: 'campaign' }>;
type Told = Pick<Answer, 'campaigns'>;

/**
 * Pauses, resumes, cancels or releases the campaigns of a name. Workers read the status each second, so a pause takes
 * effect within two; what goes on starts the mail machine of its runs anew. Asked twice it does it once.
 */
export async function campaign(
  deps: CampaignDependencies,
  asked: Asked,
  request: { at: string; name: string },
): Promise<Told> {
  const chosen = chosenBy(asked, await deps.campaigns.all());
  // All are looked at before the first is changed.
  if (asked.act === 'resume') for (const one of chosen) mustNotBeCancelled(one);
  const odds = asked.act === 'release' ? chosen.map((one) => releasable(one, request.at)) : [];
  for (const { campaignId } of chosen) await act(deps, asked.act, campaignId, request.at);
  if (asked.act !== 'pause') await goOn(deps, chosen, request.name);
  return { campaigns: chosen.map(({ campaignId, rule }, i) => ({ campaignId, rule, odds: odds[i] })) };
}

function chosenBy({ act: wanted, campaign: named }: Asked, all: readonly CampaignState[]): CampaignState[] {
  if (named === EVERY && (wanted === 'pause' || wanted === 'resume'))
    return [all.find(({ campaignId }) => campaignId === EVERY) ?? NOBODYS];
  const chosen = all.filter(
    ({ campaignId, rule }) => campaignId !== EVERY && (campaignId === named || rule === named),
  );
  if (chosen.length === 0) throw noCampaign(named);
  return chosen;
}

/** What stops all mail is there before anybody used it. */
const NOBODYS: CampaignState = {
  ...{ campaignId: EVERY, rule: '', runs: [], status: 'running' },
  ...{ sent: 0, bounces: 0, complaints: 0 },
};

const releasable = ({ figures, releasedAt }: CampaignState, at: string) =>
  mustBeReleasable(figures, releasedAt === at ? undefined : releasedAt, Date.parse(at));

function mustNotBeCancelled({ campaignId, status }: CampaignState): void {
  if (status === 'cancelled') throw cancelled(campaignId);
}

async function act(
  { campaigns }: CampaignDependencies,
  wanted: Asked['act'],
  campaignId: string,
  at: string,
): Promise<void> {
  if (wanted === 'release') await campaigns.release(campaignId, at);
  else if (wanted === 'cancel') await campaigns.cancel(campaignId, at);
  else if (wanted === 'pause') {
    if (!(await campaigns.pause(campaignId, 'person', at))) throw cancelled(campaignId);
  } else if (!(await campaigns.resume(campaignId, at))) throw cancelled(campaignId);
}

/** The mail machine of a run that rested, or whose outbox is closed, has ended: another execution goes on. */
async function goOn(
  deps: CampaignDependencies,
  chosen: readonly CampaignState[],
  name: string,
): Promise<void> {
  const runIds = new Set(chosen.flatMap(({ runs }) => runs));
  const runs = chosen.some(({ campaignId }) => campaignId === EVERY)
    ? (await deps.runs()).filter(({ state }) => state === 'COMMITTED')
    : await Promise.all([...runIds].map((runId) => deps.run(runId)));
  for (const run of runs)
    if (run)
      await deps.startMail(`${name.slice(0, 40)}-${run.runSeq}`, { runId: run.runId, parts: run.parts });
}

const noCampaign = (named: string): Refusal =>
  new Refusal(
    'E_NO_CAMPAIGN',
    both(`There is no campaign ${named}.`, `没有活动 ${named}。`),
    both(
      '`campaign list` shows every campaign that has mails. Name one, or the rule of the policy that it follows.',
      '`campaign list` 会列出所有有邮件的活动。请写活动编号，或策略中的规则名。',
    ),
  );

const cancelled = (campaignId: string): Refusal =>
  new Refusal(
    'E_CAMPAIGN_CANCELLED',
    both(`The campaign ${campaignId} was cancelled.`, `活动 ${campaignId} 已取消。`),
    both(
      'That is final: what was not sent stays so. The rule’s next campaign is not affected.',
      '取消后不可恢复，未发出的邮件不会再发；该规则以后的活动不受影响。',
    ),
  );
