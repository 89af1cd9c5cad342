import { join } from 'node:path';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import type { Clock } from '../local/clock.ts';
import type { LocalCloud } from '../local/cloud.ts';
import type { Shop } from './batch.ts';
import { hasRejects } from './intake-lines.ts';
import { copyResults } from './out.ts';
import { outcomeLines, reportOf } from './results.ts';
import type { Terminal } from './terminal.ts';
import { waitLines } from './wait-lines.ts';

export interface TellContext {
  /** When this session began; what failed before was told before. */
  since: string;
  cloud: LocalCloud;
  shop: Shop;
  clock: Clock;
  terminal: Terminal;
}

export const statesOf = async ({ runs }: Shop): Promise<Map<string, Run['state']>> =>
  new Map((await runs.runs()).map(({ runId, state }) => [runId, state]));

/** Runs that are new, or that an earlier session left under way. */
export async function changedSince(
  { runs }: Shop,
  before: ReadonlyMap<string, Run['state']>,
): Promise<Run[]> {
  return (await runs.runs()).filter(({ runId, state }) => before.get(runId) !== state);
}

/** What became of the runs, on the terminal and in a folder that outlives the local cloud. */
export async function tell(context: TellContext, made: Run[], results: string, up: boolean): Promise<void> {
  const { cloud, shop, terminal, since } = context;
  for (const run of made) for (const line of await outcomeLines(shop, run, terminal)) terminal.line(line);
  for (const line of failureLines(cloud, since)) terminal.line(line);
  for (const line of waitLines(cloud.executions(), terminal)) terminal.line(line);
  if (made.length === 0) terminal.say(both('\n  Nothing new to grade.', '\n  没有需要评级的新内容。'));
  await copyResults(
    shop,
    made.map(({ runId }) => runId),
    results,
  );
  const reports = (await Promise.all(made.map(({ runId }) => reportOf(shop, runId)))).flatMap(
    (each) => each ?? [],
  );
  const latest = reports.at(-1)?.run.runId ?? (await shop.runs.snapshot())?.runId;
  const rejects = (await shop.runs.intakes()).some(hasRejects);
  const addresses = [
    ...addressLines(cloud, latest, results, up, terminal),
    ...(rejects ? rejectsFolders(made, results, terminal) : []),
  ];
  terminal.result({ runs: reports.map(({ run }) => run), results, urls: cloud.urls }, addresses);
}

const rejectsFolders = (made: readonly Run[], results: string, { language }: Terminal): string[] =>
  made.slice(-1).map(({ runId }) => {
    const folder = join(results, runId, 'rejects');
    return both(`  rows to mend  ${folder}`, `  问题行清单  ${folder}`)[language];
  });

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
  const inbox = up ? urls.inbox : join(state, 'ses', 'mails');
  const page =
    runId &&
    (up ? `${urls.s3}/${buckets.results}/reports/${runId}/report.html` : join(results, runId, 'report.html'));
  return [
    '',
    `  ${both('inbox', '收件箱')[language]}   ${inbox}`,
    ...(page ? [`  ${both('report', '报告')[language]}  ${page}`] : []),
    ...(runId ? [`  ${both('files', '文件')[language]}   ${join(results, runId)}`] : []),
  ];
}
