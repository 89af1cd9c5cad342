import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { resultKeys } from '../../shared/contract/keys.ts';
import { type Answer, AnswerSchema, type Request, RequestSchema } from '../../shared/contract/requests.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Engine } from '../../shared/domain/engine.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { ask, type Shop } from './batch.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { begunWords, decidedWords } from './decision-lines.ts';
import { engineIn, engineNamed } from './engine-option.ts';
import { planOf } from './plan-lines.ts';
import type { Terminal } from './terminal.ts';
import { TAKING_UP, whilst } from './whilst.ts';

interface RunOptions extends CommonOptions {
  asOf?: string;
  onDemand?: boolean;
  engine?: Engine;
}

/** `run`, `approve` and `reject`: each writes a request, and waits until the system has taken it up. */
export function addRequests(program: Command): void {
  command<RunOptions>(program, 'run', (terminal, options) =>
    wish(terminal, options, {
      want: 'run',
      ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
      mode: options.onDemand ? 'onDemand' : 'periodic',
      ...engineIn(options.engine),
    }),
  )
    .option('--as-of <date>')
    .option('--on-demand')
    .option('--engine <name>', '', engineNamed);
  command(program, 'approve <run>', (terminal, options, runId = '') =>
    decide(terminal, options, { want: 'approve', runId }),
  );
  command(program, 'reject <run>', (terminal, options, runId = '') =>
    decide(terminal, options, { want: 'reject', runId }),
  );
}

/** The plan is read first: decided about, it waits no more. */
async function decide(
  terminal: Terminal,
  options: CommonOptions,
  asked: Extract<Request, { want: 'approve' | 'reject' }>,
): Promise<void> {
  const shop = await connect(options);
  const run = await shop.runs.run(asked.runId);
  const plan = run && (await planOf(shop, run));
  await whilst(terminal, TAKING_UP, grantedBy(shop, asked));
  tell(terminal, asked, decidedWords(asked.want, asked.runId, plan));
}

async function wish(
  terminal: Terminal,
  options: CommonOptions,
  asked: Extract<Request, { want: 'run' }>,
): Promise<void> {
  const request = RequestSchema.safeParse(asked);
  if (!request.success) throw badDate();
  const shop = await connect(options);
  const [newest, isBusy] = [
    (await shop.runs.runs()).at(-1)?.runSeq ?? 0,
    (await shop.runs.lock()) !== undefined,
  ];
  const { notes = [] } = await whilst(terminal, TAKING_UP, grantedBy(shop, request.data));
  const begun = isBusy ? undefined : await begunAfter(shop, newest);
  const runId = begun && { runId: begun.runId };
  const found = { ...request.data, ...runId, ...(notes.length > 0 ? { notes } : {}) };
  tell(terminal, found, [...begunWords(begun), ...notes]);
}

const tell = (terminal: Terminal, found: object, said: readonly Bilingual[]): void =>
  terminal.result(
    { done: true, ...found },
    said.map((text) => text[terminal.language]),
  );

/** Seconds in which a run that nothing holds up begins. */
const BEGINS = 10;

/** The first run that is newer than `runSeq` and no simulation; undefined where none has begun. */
async function begunAfter({ runs }: Pick<Shop, 'runs'>, runSeq: number): Promise<Run | undefined> {
  for (let waited = 0; waited < BEGINS; waited += 0.25) {
    const begun = (await runs.runs()).find((run) => run.runSeq > runSeq && run.simulates === undefined);
    if (begun) return begun;
    await sleep(250);
  }
  return undefined;
}

/** Asks, and waits until it is answered; a request that is refused throws what the answer says. */
export async function grantedBy(
  shop: Pick<Shop, 'uploads' | 'results'>,
  request: Request,
  patience = PATIENCE,
): Promise<Answer> {
  const answer = await answerTo(shop, await ask(shop, request), patience);
  if (!answer.done) throw refused(answer);
  return answer;
}

/** Seconds to wait for an answer; a request function starts within one. */
const PATIENCE = 60;

async function answerTo(shop: Pick<Shop, 'results'>, id: string, patience: number): Promise<Answer> {
  for (let waited = 0; waited < patience; waited += 0.25) {
    const answer = await answerIn(shop, id);
    if (answer) return answer;
    await sleep(250);
  }
  throw new Refusal(
    'E_NO_ANSWER',
    both(`The request was not answered within ${patience} seconds.`, `请求在 ${patience} 秒内没有得到答复。`),
    both(
      'It lies in the uploads bucket and is taken up when the system is; `npm run tierwise -- runs` shows it.',
      '请求仍在上传存储桶中，系统恢复后会处理；用 `npm run tierwise -- runs` 查看。',
    ),
  );
}

/** What was answered to a request so far. */
export async function answerIn({ results }: Pick<Shop, 'results'>, id: string): Promise<Answer | undefined> {
  const body = await results.get(resultKeys.requestAnswer(`requests/${id}.json`));
  return body ? AnswerSchema.parse(JSON.parse(body.toString('utf8'))) : undefined;
}

/** The answer's texts begin with the code of what was refused. */
export function refused({ problem }: Answer): Refusal {
  const said = problem ?? both('The request was refused.', '请求被拒绝。');
  const [, code = 'E_REFUSED'] = CODE.exec(said.en) ?? [];
  return new Refusal(code, both(said.en.replace(CODE, ''), said['zh-CN'].replace(CODE, '')), both('', ''));
}

const CODE = /^([A-Z]_[A-Z_]+): /;

export const badDate = (): Refusal =>
  new Refusal(
    'E_DATE',
    both('The date cannot be read.', '日期无法识别。'),
    both('Write it as 2026-09-30.', '请写成 2026-09-30 的形式。'),
  );
