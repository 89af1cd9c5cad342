import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { parseOwnPolicy } from '../../shared/adapters/policy-file.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { LocalDateSchema } from '../../shared/domain/dates.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Problem } from '../local/bus.ts';
import { type Clock, openClock } from '../local/clock.ts';
import { type LocalCloud, startLocalCloud } from '../local/cloud.ts';
import { localApproveLink } from './approve-link.ts';
import { openShop, type Shop, type ShopNames, ShopNamesSchema } from './batch.ts';
import { tellPassedOver } from './folder.ts';
import { WRONG, wrongValue } from './help/wrong-words.ts';
import { FIRST_START, STOPPING, todayWords } from './local-words.ts';
import { copyRejects } from './out.ts';
import { isOwnState, markOwn, mustBeGradable, mustGoOn, mustHoldExports, stateDir } from './own-state.ts';
import { showProgress } from './progress.ts';
import { watchReading } from './reading.ts';
import { runStage } from './stage.ts';
import { type Batch, mustBeFile, ownBatch, type Stage, sampleBatch } from './stages.ts';
import { stay } from './stay.ts';
import { changedSince, statesOf, type TellContext, tell } from './tell.ts';
import { fail, openTerminal, type Terminal } from './terminal.ts';
import { CLOCK_WAITS } from './wait-lines.ts';

interface LocalOptions {
  exports?: string[];
  policy?: string;
  asOf?: string;
  state?: string;
  fresh?: boolean;
  once?: boolean;
  stay?: boolean;
  out?: string;
  json?: boolean;
}

export function addLocal(program: Command): void {
  program
    .command('local')
    .option('--exports <path...>', '', pathOf)
    .option('--policy <file>')
    .option('--as-of <date>', '', dateOf)
    .option('--state <dir>')
    .option('--fresh')
    .option('--once')
    .option('--stay')
    .option('--out <dir>')
    .option('--json')
    .action(local);
}

async function local(options: LocalOptions): Promise<void> {
  const terminal = openTerminal(options.json === true);
  let cloud: LocalCloud | undefined;
  let stopWatching: (() => Promise<void>) | undefined;
  try {
    const batch = await batchOf(options);
    tellPassedOver(batch.passedOver ?? [], terminal);
    const clock = openClock();
    const since = new Date().toISOString();
    cloud = await startUp(batch.origin, options, clock, terminal);
    if (options.exports) await markOwn(cloud.dir);
    const shop = openShop(namesOf(cloud), cloud.urls.s3);
    if (staysUp(options)) shop.approveLink = localApproveLink(cloud.environment);
    stopWatching = watchReading(shop, terminal);
    await work({ cloud, since, shop, clock, terminal }, batch, options);
  } catch (error) {
    fail(terminal, error);
  } finally {
    await stopWatching?.();
    await cloud?.close();
  }
}

async function batchOf({ exports: paths, policy, asOf, state, fresh = false }: LocalOptions): Promise<Batch> {
  const file = policy === undefined ? undefined : resolve(policy);
  // A faulty policy is named before anything starts; which templates there are, only the shop itself knows.
  if (file !== undefined) {
    await mustBeFile(file);
    parseOwnPolicy(await readFile(file, 'utf8'));
  }
  if (paths) return ownBatch(paths, file, asOf);
  if (!isOwnState(state)) return sampleBatch(file, asOf);
  mustGoOn(state, fresh);
  return ownBatch([], file, asOf);
}

/** A forgotten path must not swallow the option after it. */
function pathOf(path: string, before: string[] = []): string[] {
  if (path.startsWith('-')) throw wrongValue(WRONG.path);
  return [...before, path];
}

/** Wrong words, which end with 2. */
function dateOf(text: string): string {
  const date = LocalDateSchema.safeParse(text);
  if (date.success) return date.data;
  throw wrongValue(WRONG.date);
}

async function startUp(
  origin: Batch['origin'],
  { state, fresh }: LocalOptions,
  clock: Clock,
  terminal: Terminal,
): Promise<LocalCloud> {
  const dir = stateDir(state, origin);
  if (fresh === true) await rm(dir, { recursive: true, force: true });
  terminal.say(both('Starting the local cloud …', '正在启动本机系统……'));
  if (origin === 'sample' && !existsSync(dir)) terminal.say(FIRST_START);
  const onState = showProgress(terminal);
  const onProblem = ({ target, error }: Problem) => terminal.line(`  ✗ ${target}: ${error}`);
  const cloud = await startLocalCloud({
    dir,
    clock: clock.now,
    onState,
    onProblem,
    clockWaits: CLOCK_WAITS,
    holdGrading: true,
  });
  terminal.line(`  S3 ${cloud.urls.s3}   DynamoDB ${cloud.urls.dynamo}   SES ${cloud.urls.ses}`);
  return cloud;
}

const namesOf = ({ environment }: LocalCloud): ShopNames => ShopNamesSchema.parse(environment);

async function work(context: TellContext, batch: Batch, options: LocalOptions): Promise<void> {
  const { cloud, shop, clock } = context;
  const before = await statesOf(shop);
  await goOn(context);
  const results = resolve(options.out ?? join(cloud.dir, 'results'));
  const up = staysUp(options);
  if (!up) shop.copies = results;
  await runStages(context, batch, results);
  if (batch.today) clock.goTo(batch.today);
  cloud.releaseGrading();
  await cloud.rested();
  await tell(context, await changedSince(shop, before), results, up);
  if (!up) return;
  const { terminal } = context;
  if (batch.today) terminal.say(todayWords(batch.today));
  const end = interrupted();
  void end.then(() => terminal.say(STOPPING));
  await stay(context, results, end);
}

/** Ctrl-C, or the word to end of whoever started this process. */
const interrupted = (): Promise<unknown> => Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

/** Of a refused export the rows to mend are laid where the results would have been. */
async function runStages(context: TellContext, batch: Batch, results: string): Promise<void> {
  const { cloud, shop, terminal } = context;
  try {
    const stages = await stillToDo(batch, shop);
    await mustHoldExports(shop, stages, cloud.dir);
    await mustBeGradable(shop, stages);
    for (const stage of stages) await runStage(context, stage, batch.policy);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'E_EXPORT_REFUSED') {
      const folder = join(results, 'rejects');
      await copyRejects(shop, [folder]);
      terminal.say(both(`  rows to mend: ${folder}`, `  问题行清单：${folder}`));
    }
    throw error;
  }
}

/** The sample's quarters are not graded twice; somebody's own files are graded as often as he asks. */
async function stillToDo({ origin, stages }: Batch, shop: Shop): Promise<Stage[]> {
  const graded = origin === 'sample' ? ((await shop.runs.snapshot())?.asOf ?? '') : '';
  return stages.filter(({ asOf }) => asOf === undefined || asOf > graded);
}

/** What was under way when the local cloud ended last time comes first, and uploads stay in their order. */
async function goOn({ cloud, shop, clock }: TellContext): Promise<void> {
  await cloud.rested();
  const newest = (await shop.runs.intakes())
    .map(({ uploadedAt }) => uploadedAt)
    .sort()
    .at(-1);
  if (newest) clock.goTo(new Date(Date.parse(newest) + 1000).toISOString());
}

const staysUp = ({ once, stay: asked, json }: LocalOptions): boolean =>
  asked === true || (once !== true && json !== true && process.stdout.isTTY === true);
