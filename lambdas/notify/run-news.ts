import type { Report } from '../../shared/contract/report.ts';
import type { RunNews } from '../../shared/contract/run-news.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { Refusal, reasonIn } from '../../shared/domain/refusal.ts';
import type { NotifyDependencies } from './dependencies.ts';
import { planVariables, reportVariables, runVariables } from './run-letter.ts';
import type { News } from './tell.ts';

type Told = Pick<Policy, 'shop' | 'timeZone'>;

interface NewsOfRun {
  runId: string;
  sort: 'plan' | 'report' | RunNews['about'];
}

const KEY = /^reports\/([^/]+)\/(plan|run|expired|failed)\.json$/;
/** The report is written moments after the run's own summary. */
const REPORT_TRIES = 60;

/** What an object in the results bucket tells of a run; `undefined` when it tells of something else. */
export function runNewsAt(key: string): NewsOfRun | undefined {
  const [, runId, file] = KEY.exec(key) ?? [];
  if (runId === undefined) return undefined;
  return { runId, sort: file === 'run' ? 'report' : (file as NewsOfRun['sort']) };
}

/**
 * The mail about a run, in the shop's language. Written twice, as a report is, news is still told once: after the commit.
 */
export async function runNews(
  deps: NotifyDependencies,
  policy: Told,
  { runId, sort }: NewsOfRun,
): Promise<News | undefined> {
  const run = await deps.run(runId);
  const variables = run && (await variablesOf(deps, policy, run, sort));
  if (!variables) return undefined;
  const letter = deps.render(sort, policy.shop.language, variables);
  return { about: `${sort}/${runId}`, sort, letter };
}

async function variablesOf(
  deps: NotifyDependencies,
  policy: Told,
  run: Run,
  sort: NewsOfRun['sort'],
): Promise<Record<string, string> | undefined> {
  const about = runVariables(run, policy);
  if (sort === 'plan') return planOf(deps, policy, run);
  if (sort === 'report') return reportOf(deps, policy, run);
  const news = await deps.news(run.runId, sort);
  if (!news) return undefined;
  if (sort === 'failed') return { ...about, reason: reasonIn(news.reason, policy.shop.language) };
  return { ...about, planLink: await pageLink(deps, policy, run, 'plan') };
}

async function planOf(deps: NotifyDependencies, policy: Told, run: Run) {
  const plan = await deps.plan(run.runId);
  if (!plan) return undefined;
  const planLink = await pageLink(deps, policy, run, 'plan');
  const approveLink = (await deps.approveLink(run)) ?? '';
  return { ...runVariables(run, policy), ...planVariables(plan, policy.shop), planLink, approveLink };
}

async function reportOf(deps: NotifyDependencies, policy: Told, run: Run) {
  const report = await writtenReport(deps, run.runId);
  const reportLink = await pageLink(deps, policy, run, 'report');
  const told = reportVariables(report, policy.shop, deps.settings.results);
  return { ...runVariables(run, policy), ...told, reportLink, rollsBack: run.rollsBack ?? '' };
}

const pageLink = (
  { showLink }: NotifyDependencies,
  { shop }: Told,
  { runId }: Run,
  page: 'plan' | 'report',
): Promise<string> => showLink(runId, `${page}.${shop.language}.html`);

async function writtenReport({ report, sleep }: NotifyDependencies, runId: string): Promise<Report> {
  for (let tried = 0; tried < REPORT_TRIES; tried += 1) {
    const found = await report(runId);
    if (found) return found;
    await sleep(1000);
  }
  throw notWritten();
}

const notWritten = (): Refusal =>
  new Refusal(
    'E_NOTICE_BEFORE_REPORT',
    both('A run is committed, but its report is not written.', '运行已提交，但报告尚未写好。'),
    both(
      'Look at the report function; once it has written the report, the mail is tried again.',
      '请检查报告函数；报告写好后，邮件会重新发送。',
    ),
  );
