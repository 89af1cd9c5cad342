import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { policyTextInUse } from '../../shared/adapters/current-policy.ts';
import { parseOwnPolicy } from '../../shared/adapters/policy-file.ts';
import { RequestSchema } from '../../shared/contract/requests.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../shared/domain/csv.ts';
import type { Engine } from '../../shared/domain/engine.ts';
import { Refusal, reasonIn } from '../../shared/domain/refusal.ts';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import type { Shop } from './batch.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { engineIn, engineNamed } from './engine-option.ts';
import { templatesOf } from './known-templates.ts';
import { badDate, grantedBy } from './requests.ts';
import { type Mover, simulationOf } from './simulation.ts';
import { simulationLines } from './simulation-lines.ts';
import { mustBeFile } from './stages.ts';
import type { Terminal } from './terminal.ts';
import { wholeNumber } from './whole-number.ts';

interface SimulateOptions extends CommonOptions {
  policy?: string;
  asOf?: string;
  limit: number;
  out?: string;
  engine?: Engine;
}

const USUAL_LIMIT = 20;

export const addSimulate = (program: Command): void =>
  void command<SimulateOptions>(program, 'simulate', simulate)
    .option('--policy <file>')
    .option('--as-of <date>')
    .option('--limit <n>', '', wholeNumber, USUAL_LIMIT)
    .option('--out <file>')
    .option('--engine <name>', '', engineNamed);

async function simulate(terminal: Terminal, options: SimulateOptions): Promise<void> {
  const given = options.policy === undefined ? undefined : await policyIn(resolve(options.policy));
  const { limit, out } = options;
  const asked = { ...asOfIn(options), ...engineIn(options.engine) };
  const shop = await connect(options);
  const policy = given ?? (await policyTextInUse(shop.table, shop.lake)) ?? defaultPolicyText();
  parseOwnPolicy(policy, await templatesOf(shop));
  const found = await simulationOf(shop, await simulated(shop, { policy, ...asked }, terminal));
  if (out !== undefined) await writeFile(resolve(out), moversCsv(found.movers));
  const { movers, ...rest } = found;
  terminal.result(
    { ...rest, moved: movers.length, customers: movers.slice(0, limit) },
    simulationLines(found, limit, terminal),
  );
}

/** Which templates there are, only the shop knows; all other faults are named without it. */
async function policyIn(path: string): Promise<string> {
  await mustBeFile(path);
  const text = await readFile(path, 'utf8');
  parseOwnPolicy(text);
  return text;
}

const asOfIn = ({ asOf }: SimulateOptions): { asOf?: string } => (asOf === undefined ? {} : { asOf });

/** Asks for the simulation and waits until it is planned. */
export async function simulated(
  shop: Shop,
  asked: { policy: string; asOf?: string; engine?: Engine },
  terminal: Terminal,
): Promise<Run> {
  const { asOf } = asked;
  const request = RequestSchema.safeParse({ want: 'simulate', ...asked });
  if (!request.success) throw badDate();
  const newest = (await shop.runs.runs()).at(-1)?.runSeq ?? 0;
  const { simulates } = await grantedBy(shop, request.data);
  const isOurs = (run: Run): boolean =>
    run.simulates === simulates && run.runSeq > newest && (asOf === undefined || run.asOf === asOf);
  return ended(shop, isOurs, terminal);
}

/** Seconds to wait: steps that work through rows may take a quarter of an hour each. */
const PATIENCE = 3600;
const LOOK_MS = 500;

async function ended({ runs }: Shop, isOurs: (run: Run) => boolean, terminal: Terminal): Promise<Run> {
  const since = Date.now();
  for (let seconds = 0; seconds < PATIENCE; seconds = Math.floor((Date.now() - since) / 1000)) {
    const run = (await runs.runs()).find(isOurs);
    if (run?.state === 'SIMULATED') return run;
    if (run?.state === 'FAILED') throw failed(run);
    terminal.passing((run ? going(seconds) : waiting(seconds))[terminal.language]);
    await sleep(LOOK_MS);
  }
  throw notEnded();
}

const going = (seconds: number) =>
  both(`  … grading by this policy, ${seconds} s`, `  … 正在按此策略评级，${seconds} 秒`);

const waiting = (seconds: number) =>
  both(`  … waiting for its turn, ${seconds} s`, `  … 正在排队，${seconds} 秒`);

const moversCsv = (movers: readonly Mover[]): string =>
  BYTE_ORDER_MARK +
  csvLine(['customer_id', 'previous_tier', 'tier', 'change', 'cause']) +
  movers
    .map(({ customerId, from, to, change, cause }) => csvLine([customerId, from, to, change, cause]))
    .join('');

const failed = ({ runId, reason = '' }: Run): Refusal =>
  new Refusal(
    'E_SIMULATION_FAILED',
    both(
      `The simulation ${runId} failed: ${reasonIn(reason, 'en')}`,
      `预演 ${runId} 失败：${reasonIn(reason, 'zh-CN')}`,
    ),
    both('Nothing has changed.', '没有任何变动。'),
  );

const notEnded = (): Refusal =>
  new Refusal(
    'E_NO_ANSWER',
    both(
      `The simulation has not ended within ${PATIENCE / 60} minutes.`,
      `预演在 ${PATIENCE / 60} 分钟内没有结束。`,
    ),
    both(
      '`npm run tierwise -- runs` shows its state; nothing has changed.',
      '用 `npm run tierwise -- runs` 查看它的状态；没有任何变动。',
    ),
  );
