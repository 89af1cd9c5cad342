import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { parsePolicy } from '../../shared/adapters/policy-file.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { LocalDateSchema } from '../../shared/domain/dates.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Problem } from '../local/bus.ts';
import { type Clock, openClock } from '../local/clock.ts';
import { type LocalCloud, startLocalCloud } from '../local/cloud.ts';
import { openShop, type Shop, type ShopNames, ShopNamesSchema } from './batch.ts';
import { copyResults } from './out.ts';
import { showProgress } from './progress.ts';
import { outcomeLines, reportOf } from './results.ts';
import { runStage } from './stage.ts';
import { type Batch, ownBatch, type Stage, sampleBatch } from './stages.ts';
import { stay } from './stay.ts';
import { fail, openTerminal, type Terminal } from './terminal.ts';

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
    .description('run the whole system on this machine: take exports in, grade, and mail to a local inbox')
    .option('--exports <path...>', 'CSV exports, or folders of them (the shipped sample without it)')
    .option('--policy <file>', 'the policy to grade by (the shipped default without it)')
    .option('--as-of <date>', 'the date of the run, YYYY-MM-DD (today without it)')
    .option('--state <dir>', 'where the local cloud keeps everything (.tierwise without it)')
    .option('--fresh', 'forget that state first')
    .option('--once', 'end with the run')
    .option('--stay', 'stay up and take in what is uploaded, also without a terminal')
    .option('--out <dir>', 'receives the results of each run')
    .option('--json', 'one JSON object on standard output, nothing else there')
    .action(local);
}

async function local(options: LocalOptions): Promise<void> {
  const terminal = openTerminal(options.json === true);
  let cloud: LocalCloud | undefined;
  try {
    const batch = await batchOf(options);
    const clock = openClock();
    const since = new Date().toISOString();
    cloud = await startUp(stateDir(options, batch), options.fresh === true, clock, terminal);
    await work({ cloud, since, shop: openShop(namesOf(cloud)), clock, terminal }, batch, options);
  } catch (error) {
    fail(terminal, error);
  } finally {
    await cloud?.close();
  }
}

async function batchOf({ exports: paths, policy, asOf }: LocalOptions): Promise<Batch> {
  const date = asOf === undefined ? undefined : dateOf(asOf);
  const file = policy === undefined ? undefined : resolve(policy);
  // A faulty policy is named before anything starts.
  if (file !== undefined) parsePolicy(await readFile(file, 'utf8'));
  return paths ? ownBatch(paths, file, date) : sampleBatch(file, date);
}

function dateOf(text: string): string {
  const date = LocalDateSchema.safeParse(text);
  if (date.success) return date.data;
  throw new Refusal(
    'E_DATE',
    both(`--as-of ${text} is not a date.`, `--as-of ${text} 不是日期。`),
    both('Write it as 2026-09-30.', '请写成 2026-09-30 的形式。'),
  );
}

/** The sample's shop and somebody's own are kept apart, unless a folder is named. */
const stateDir = ({ state }: LocalOptions, { origin }: Batch): string =>
  resolve(state ?? join('.tierwise', origin));

async function startUp(dir: string, fresh: boolean, clock: Clock, terminal: Terminal): Promise<LocalCloud> {
  if (fresh) await rm(dir, { recursive: true, force: true });
  terminal.say(both('Starting the local cloud …', '正在启动本地云……'));
  const onState = showProgress(terminal);
  const onProblem = ({ target, error }: Problem) => terminal.line(`  ✗ ${target}: ${error}`);
  const cloud = await startLocalCloud({ dir, clock: clock.now, onState, onProblem, holdGrading: true });
  terminal.line(`  S3 ${cloud.urls.s3}   DynamoDB ${cloud.urls.dynamo}   SES ${cloud.urls.ses}`);
  return cloud;
}

const namesOf = ({ environment }: LocalCloud): ShopNames => ShopNamesSchema.parse(environment);

interface Context {
  /** When this session began; what failed before was told before. */
  since: string;
  cloud: LocalCloud;
  shop: Shop;
  clock: Clock;
  terminal: Terminal;
}

async function work(context: Context, batch: Batch, options: LocalOptions): Promise<void> {
  const { cloud, shop, clock, terminal } = context;
  const before = (await shop.runs.runs()).length;
  await goOn(context);
  for (const stage of await stillToDo(batch, shop)) await runStage(context, stage, batch.policy);
  if (batch.today) clock.goTo(batch.today);
  cloud.releaseGrading();
  await cloud.idle();
  await tell(context, (await shop.runs.runs()).slice(before), options);
  if (staysUp(options)) await stay(shop, terminal);
}

/** The sample's quarters are not graded twice; somebody's own files are graded as often as he asks. */
async function stillToDo({ origin, stages }: Batch, shop: Shop): Promise<Stage[]> {
  const graded = origin === 'sample' ? ((await shop.runs.snapshot())?.asOf ?? '') : '';
  return stages.filter(({ asOf }) => asOf === undefined || asOf > graded);
}

/** What became of the runs, on the terminal and in a folder that outlives the local cloud. */
async function tell(
  { cloud, shop, terminal, since }: Context,
  made: Run[],
  options: LocalOptions,
): Promise<void> {
  for (const run of made) for (const line of await outcomeLines(shop, run, terminal)) terminal.line(line);
  for (const line of failureLines(cloud, since)) terminal.line(line);
  if (made.length === 0) terminal.say(both('\n  Nothing new to grade.', '\n  没有需要评级的新内容。'));
  const runs = await shop.runs.runs();
  const dir = resolve(options.out ?? join(cloud.dir, 'results'));
  await copyResults(
    shop,
    made.map(({ runId }) => runId),
    dir,
  );
  const reports = await Promise.all(made.map(({ runId }) => reportOf(shop, runId)));
  const addresses = addressLines(cloud, runs.at(-1)?.runId, dir, staysUp(options), terminal);
  terminal.result({ runs: reports.map((report) => report?.run), results: dir, urls: cloud.urls }, addresses);
}

/** What was under way when the local cloud ended last time comes first, and uploads stay in their order. */
async function goOn({ cloud, shop, clock }: Context): Promise<void> {
  await cloud.idle();
  const newest = (await shop.runs.intakes())
    .map(({ uploadedAt }) => uploadedAt)
    .sort()
    .at(-1);
  if (newest) clock.goTo(new Date(Date.parse(newest) + 1000).toISOString());
}

/** Executions that failed, e.g. a mail machine whose template lacks a variable; the runs themselves tell of the others. */
const failureLines = (cloud: LocalCloud, since: string): string[] =>
  cloud
    .executions()
    .filter(({ status, stoppedAt = '' }) => status === 'FAILED' && stoppedAt >= since)
    .map(({ machine, name, error = '', cause = '' }) => `  ✗ ${machine} ${name}: ${error} ${cause}`);

/** While the system is up its pages are served; afterwards the copies and the raw mails lie in folders. */
function addressLines(
  { urls, buckets, dir: state }: LocalCloud,
  runId: string | undefined,
  results: string,
  up: boolean,
  { language }: Terminal,
): string[] {
  const report = up
    ? `${urls.s3}/${buckets.results}/reports/${runId}/report.html`
    : join(results, runId ?? '', 'report.html');
  return [
    '',
    `  ${both('inbox', '收件箱')[language]}   ${up ? urls.inbox : join(state, 'ses', 'mails')}`,
    ...(runId ? [`  ${both('report', '报告')[language]}  ${report}`] : []),
  ];
}

const staysUp = ({ once, stay: asked, json }: LocalOptions): boolean =>
  asked === true || (once !== true && json !== true && process.stdout.isTTY === true);
