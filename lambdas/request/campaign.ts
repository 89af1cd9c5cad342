import { type CampaignState, EVERY } from '../../shared/contract/campaigns.ts';
import type { Answer, Request } from '../../shared/contract/requests.ts';
import type { Run } from '../../shared/contract/runs.ts';
import {
  cancellable,
  cancelled,
  changeable,
  namedBy,
  releasable,
} from '../../shared/domain/mail/campaign-choice.ts';
import type { Odds } from '../../shared/domain/mail/release.ts';

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
type Chosen = CampaignState & { odds?: Odds };

/**
 * Pauses, resumes, cancels or releases the campaigns of a name; the name of a rule means those of its campaigns that can
 * be. Workers read the status each second, so a pause takes effect within two; what goes on starts the mail machine of its
 * runs anew. Asked twice it does it once.
 */
export async function campaign(
  deps: CampaignDependencies,
  asked: Asked,
  request: { at: string; name: string },
): Promise<Told> {
  const all = await deps.campaigns.all();
  const chosen = await chosenBy(deps, asked.act, meantBy(asked, all), request.at);
  await actOnAll(deps, asked.act, chosen, request.at);
  if (asked.act !== 'pause') await goOn(deps, asked.act, chosen, all, request.name);
  return { campaigns: chosen.map(({ campaignId, rule, odds }) => ({ campaignId, rule, odds })) };
}

async function chosenBy(
  deps: Pick<CampaignDependencies, 'run'>,
  wanted: Asked['act'],
  named: readonly CampaignState[],
  at: string,
): Promise<readonly Chosen[]> {
  if (wanted === 'cancel') return cancellable(await runStatesOf(deps, named), named);
  return wanted === 'release' ? releasable(named, at) : changeable(named);
}

async function runStatesOf(
  { run }: Pick<CampaignDependencies, 'run'>,
  named: readonly CampaignState[],
): Promise<ReadonlyMap<string, Run['state'] | undefined>> {
  const runIds = [...new Set(named.flatMap(({ runs }) => runs))];
  return new Map(await Promise.all(runIds.map(async (id) => [id, (await run(id))?.state] as const)));
}

function meantBy({ act: wanted, campaign: named }: Asked, all: readonly CampaignState[]): CampaignState[] {
  if (named === EVERY && (wanted === 'pause' || wanted === 'resume'))
    return [all.find(({ campaignId }) => campaignId === EVERY) ?? NOBODYS];
  return namedBy(named, all);
}

/** What stops all mail is there before anybody used it. */
const NOBODYS: CampaignState = {
  ...{ campaignId: EVERY, rule: '', runs: [], status: 'running' },
  ...{ sent: 0, bounces: 0, complaints: 0 },
};

/** One that is cancelled just now keeps none of the others from what was asked. */
async function actOnAll(
  deps: CampaignDependencies,
  wanted: Asked['act'],
  chosen: readonly Chosen[],
  at: string,
): Promise<void> {
  const changed: boolean[] = [];
  for (const { campaignId } of chosen) changed.push(await act(deps, wanted, campaignId, at));
  const [first] = chosen;
  if (first && !changed.includes(true)) throw cancelled(first.campaignId);
}

/** `false`: it is cancelled. */
async function act(
  { campaigns }: CampaignDependencies,
  wanted: Asked['act'],
  campaignId: string,
  at: string,
): Promise<boolean> {
  if (wanted === 'pause') return campaigns.pause(campaignId, 'person', at);
  if (wanted === 'resume') return campaigns.resume(campaignId, at);
  if (wanted === 'release') await campaigns.release(campaignId, at);
  else await campaigns.cancel(campaignId, at);
  return true;
}

/** The mail machine of a run that rested, or whose outbox is closed, has ended: another execution goes on. */
async function goOn(
  deps: CampaignDependencies,
  wanted: Asked['act'],
  chosen: readonly CampaignState[],
  all: readonly CampaignState[],
  name: string,
): Promise<void> {
  const runIds = new Set(chosen.flatMap(({ runs }) => runs));
  const runs = chosen.some(({ campaignId }) => campaignId === EVERY)
    ? await deps.runs()
    : await Promise.all([...runIds].map((runId) => deps.run(runId)));
  for (const run of runs)
    if (run && (wanted === 'release' || hasMailsLeft(run, all)))
      await deps.startMail(`${name.slice(0, 40)}-${run.runSeq}`, { runId: run.runId, parts: run.parts });
}

/** A closed run has mails left where unknown ones were released and then everything was paused. */
const hasMailsLeft = ({ runId, state }: Run, all: readonly CampaignState[]): boolean =>
  state === 'COMMITTED' || (state === 'CLOSED' && all.some((one) => isReleasedIn(one, runId)));

const isReleasedIn = ({ runs, releasedAt, figures }: CampaignState, runId: string): boolean =>
  runs.includes(runId) && releasedAt !== undefined && (figures?.pending ?? 0) > 0;
