import type { ObjectCreated } from '../../shared/contract/intake.ts';
import { type Answer, type Request, RequestSchema } from '../../shared/contract/requests.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type DecisionDependencies, decidePlan } from '../../shared/domain/approval.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { type CampaignDependencies, campaign } from './campaign.ts';
import { type RollBackDependencies, rollBack, trust } from './roll-back.ts';
import { type RunDependencies, run } from './run.ts';
import { type SimulateDependencies, simulate } from './simulate.ts';
import { type WithdrawDependencies, withdraw } from './withdraw.ts';

export interface RequestDependencies
  extends WithdrawDependencies,
    SimulateDependencies,
    RunDependencies,
    CampaignDependencies,
    RollBackDependencies,
    DecisionDependencies {
  read(key: string, versionId: string): Promise<Buffer | undefined>;
  run(runId: string): Promise<Run | undefined>;
  startErase(name: string, input: unknown): Promise<unknown>;
  /** A decision is made when it is taken up: a request that comes too late must not revive an expired plan. */
  now(): Date;
  answer(key: string, answer: Answer): Promise<void>;
}

/** Takes up what an operator asked for, and answers it. The same request twice does it once. */
export const request =
  (deps: RequestDependencies) =>
  async ({ time, detail }: ObjectCreated): Promise<Answer> => {
    const { key, 'version-id': versionId } = detail.object;
    const answer = await attempt(key, async () => {
      const wanted = parse(await deps.read(key, versionId));
      if (wanted.want === 'erase' || wanted.want === 'export')
        return aboutPerson(deps, wanted.want, { key, versionId });
      return fulfil(deps, wanted, time, key);
    });
    if (!('later' in answer)) await deps.answer(key, answer);
    return answer;
  };

type Told = Omit<Answer, 'key' | 'done' | 'problem'>;

async function attempt(key: string, act: () => Promise<Told>): Promise<Answer> {
  try {
    return { key, done: true, ...(await act()) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { key, done: false, problem: { en: error.say('en'), 'zh-CN': error.say('zh-CN') } };
  }
}

function parse(body: Buffer | undefined): Request {
  const parsed = RequestSchema.safeParse(body && safeJson(body.toString('utf8')));
  if (parsed.success) return parsed.data;
  throw new Refusal(
    'E_REQUEST',
    both('The request cannot be read.', '无法读懂这个请求。'),
    both('Write it with the command line.', '请用命令行提交请求。'),
  );
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `requests/<id>.json` becomes `request-<id>`, so that whoever asked can find the execution. */
export const executionName = (key: string): string =>
  `request-${key.replace(/^requests\//, '').replace(/\.json$/, '')}`
    .replace(/[^A-Za-z0-9_-]/g, '-')
    .slice(0, 80);

/** The machine reads from the request itself whom it is about, and answers at its end: it takes far longer than a request. */
async function aboutPerson(
  { startErase }: Pick<RequestDependencies, 'startErase'>,
  want: 'erase' | 'export',
  { key, versionId }: { key: string; versionId: string },
): Promise<Told & { later: true }> {
  const id = executionName(key);
  await startErase(id, { want, id, key, versionId });
  return { later: true };
}

async function fulfil(deps: RequestDependencies, wanted: Request, time: string, key: string): Promise<Told> {
  const name = executionName(key);
  if (wanted.want === 'withdraw')
    return withdraw(deps, wanted, { key, at: new Date(time).toISOString(), name });
  if (wanted.want === 'campaign') return campaign(deps, wanted, { at: new Date(time).toISOString(), name });
  if (wanted.want === 'simulate') return simulate(deps, wanted, { time, name });
  if (wanted.want === 'rollback') return rollBack(deps, wanted.runId, { time, name });
  if (wanted.want === 'trust') return trust(deps);
  if (wanted.want === 'run') return run(deps, wanted, { time, name });
  if (wanted.want === 'approve' || wanted.want === 'reject')
    await decidePlan(deps, {
      ...{ ...wanted, by: 'command', at: deps.now().toISOString() },
      timeZone: (await deps.policy()).timeZone,
    });
  return {};
}
