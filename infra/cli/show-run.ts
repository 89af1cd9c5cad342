import { resultKeys } from '../../shared/contract/keys.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { reasonIn } from '../../shared/domain/refusal.ts';
import { RUN_STATE_WORDS, runKindWords } from '../../shared/domain/run-words.ts';
import type { Shop } from './batch.ts';
import { chosen } from './follow.ts';
import { type FiguresShop, figuresOf } from './follow-figures.ts';
import { followedLines } from './follow-lines.ts';
import { type PlanPlaces, planLines, planOf } from './plan-lines.ts';
import type { Terminal } from './terminal.ts';

/** What showing one run needs of a shop. */
interface ShownShop extends Omit<FiguresShop, 'results'>, PlanPlaces {
  runs: Pick<Shop['runs'], 'runs'>;
  results: FiguresShop['results'] & PlanPlaces['results'];
}

/** One run as it stands: what it was for, what it came to or is to come to, and where its report lies. */
export async function showRun(shop: ShownShop, terminal: Terminal, runId: string): Promise<void> {
  const { language } = terminal;
  const run = chosen(await shop.runs.runs(), runId);
  const [plan, figures, report] = [
    await planOf(shop, run),
    await figuresOf(shop, run),
    await reportAt(shop, run),
  ];
  terminal.result({ run, plan, ...figures, report }, [
    ...headLines(run).map((text) => `  ${text[language]}`),
    ...(plan ? planLines(plan, terminal) : []),
    ...followedLines(run, figures, language),
    ...(report === undefined ? [] : [`  ${both(`report: ${report}`, `报告：${report}`)[language]}`]),
  ]);
}

function headLines(run: Run): Bilingual[] {
  const { runId, asOf, period, state, reason } = run;
  const [kind, standing] = [runKindWords(run), RUN_STATE_WORDS[state]];
  const head = both(
    `${runId}: ${kind.en}, as of ${asOf}, period ${period}`,
    `${runId}：${kind['zh-CN']}，截至 ${asOf}，周期 ${period}`,
  );
  const why = reason === undefined ? [] : [both(reasonIn(reason, 'en'), reasonIn(reason, 'zh-CN'))];
  return [head, standing, ...why];
}

/** The address that serves it, or its place in the bucket; undefined where none was written. */
async function reportAt({ results, s3 }: ShownShop, { runId }: Run): Promise<string | undefined> {
  const key = resultKeys.report(runId, 'report.html');
  return (await results.head(key)) === undefined ? undefined : `${s3 ?? 's3:/'}/${results.name}/${key}`;
}
