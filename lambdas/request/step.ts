import type { ObjectCreated } from '../../shared/contract/intake.ts';
import { type Answer, type Request, RequestSchema } from '../../shared/contract/requests.ts';
import type { Run, RunState } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { type CampaignDependencies, campaign } from './campaign.ts';
import { type RunDependencies, run } from './run.ts';
import { type SimulateDependencies, simulate } from './simulate.ts';
import { type WithdrawDependencies, withdraw } from './withdraw.ts';

export interface RequestDependencies
  extends WithdrawDependencies,
    SimulateDependencies,
    RunDependencies,
    CampaignDependencies {
  read(key: string, versionId: string): Promise<Buffer | undefined>;
  moveRun(runId: string, from: readonly RunState[], to: RunState): Promise<boolean>;
  run(runId: string): Promise<Run | undefined>;
  startApply(name: string, input: unknown): Promise<unknown>;
  answer(key: string, answer: Answer): Promise<void>;
}

/** Takes up what an operator asked for, and answers it. The same request twice does it once. */
export const request =
  (deps: RequestDependencies) =>
  async ({ time, detail }: ObjectCreated): Promise<Answer> => {
    const { key, 'version-id': versionId } = detail.object;
    const answer = await attempt(key, async () => {
      const wanted = parse(await deps.read(key, versionId));
      return fulfil(deps, wanted, time, key);
    });
    await deps.answer(key, answer);
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

async function fulfil(deps: RequestDependencies, wanted: Request, time: string, key: string): Promise<Told> {
  const name = executionName(key);
  if (wanted.want === 'withdraw')
    return withdraw(deps, wanted, { key, at: new Date(time).toISOString(), name });
  if (wanted.want === 'campaign') return campaign(deps, wanted, { at: new Date(time).toISOString(), name });
  if (wanted.want === 'simulate') return simulate(deps, wanted, { time, name });
  if (wanted.want === 'run') return run(deps, wanted, { time, name });
  await decide(deps, wanted);
  return {};
}

type Decision = Extract<Request, { want: 'approve' | 'reject' }>;

async function decide(deps: RequestDependencies, { want, runId }: Decision): Promise<void> {
  const next: RunState = want === 'approve' ? 'APPROVED' : 'REJECTED';
  if (!(await deps.moveRun(runId, ['AWAITING_APPROVAL'], next))) await mustBe(deps, runId, [next]);
  if (want === 'approve') await deps.startApply(runId, { runId });
}

async function mustBe(deps: RequestDependencies, runId: string, states: RunState[]): Promise<void> {
  const state = (await deps.run(runId))?.state;
  if (state && states.includes(state)) return;
  throw new Refusal(
    'E_NOT_AWAITING',
    both(
      `Run ${runId} does not wait for approval; it is ${state ?? 'unknown'}.`,
      `运行 ${runId} 并不在等待批准，当前状态：${state ?? '未知'}。`,
    ),
    both('`runs` lists every run with its state.', '用 `runs` 查看每次运行的状态。'),
  );
}
