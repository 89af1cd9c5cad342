import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { worthWords } from '../../shared/domain/explain/worth-words.ts';
import { counted, note, type Say, table } from '../../shared/domain/report/html.ts';
import { bandsTable } from './bands-table.ts';
import { cutsTable } from './cuts-table.ts';
import { lead, titled } from './layout.ts';

/** The yearly question whether cut points and tiers are still apt, answered in every run. */
export function criteriaSection(report: Report, say: Say): string {
  const { edges, criteria } = report.model;
  const banded = criteria.length > 0 || Object.keys(edges).length > 0;
  const said = verdicts(report)
    .map((each) => note(say, each))
    .join('');
  if (!banded && said === '') return '';
  return titled(say, both('Review of the criteria', '标准回顾'), (banded ? cuts(report, say) : '') + said);
}

function cuts(report: Report, say: Say): string {
  const { model, scores, valuation } = report;
  const worth =
    valuation && scores.some(({ of }) => of === 'lifetimeValue') ? note(say, worthWords(valuation)) : '';
  const reviewed = model.criteria.length > 0 ? table(say, cutsTable(report, say)) : '';
  const meant = model.criteria.length > 0 ? lead(say, meaning(model.criteria)) : '';
  return meant + note(say, learnt(model)) + reviewed + table(say, bandsTable(report, say)) + worth;
}

/** Whether anybody has to look at the cut points. */
function meaning(criteria: Report['model']['criteria']): Bilingual {
  const odd = criteria.filter(
    ({ drifted, collapsed, proposed }) => drifted || collapsed.length > 0 || proposed,
  );
  return odd.length === 0
    ? both('The cut points of every score are still apt.', '各项评分的分档线仍然适用。')
    : both(
        `${odd.length} of ${criteria.length} scores have cut points that should be looked at; the others are still apt.`,
        `${criteria.length} 项评分中，有 ${odd.length} 项的分档线值得检查，其余仍然适用。`,
      );
}

const learnt = ({ calibratedBy }: Report['model']): Bilingual =>
  both(
    `Cut points of run ${calibratedBy}. They part each score into bands; whoever lies exactly on a cut point belongs to the band of the smaller values.`,
    `分档线取自运行 ${calibratedBy}。分档线把每项评分分成若干档，恰好等于分档线的归入数值较小的一档。`,
  );

/** What concerns the tiers as a whole: those that stayed empty, and customers who go to and fro. */
function verdicts({ tiers, flaps, run }: Report): Bilingual[] {
  const empty = tiers.filter(({ before, after }) => before === 0 && after === 0).map(({ name }) => name);
  const held = run.counts.plan?.held ?? 0;
  const shown = held > 0 && run.runSeq >= FIRST_FLAP;
  return [...(empty.length > 0 ? [emptyWords(empty)] : []), ...(shown ? [flapWords(flaps, held)] : [])];
}

/** The first run places everybody, the second is the first to move anybody, the third to take that back. */
const FIRST_FLAP = 3;

const emptyWords = (names: readonly Bilingual[]): Bilingual =>
  both(
    `Nobody is in, or came from: ${names.map(({ en }) => en).join(', ')}. Loosen its conditions, or leave it out.`,
    `本次和上次都没有客户的等级：${names.map((each) => each['zh-CN']).join('、')}。可放宽条件，或取消该等级。`,
  );

const flapWords = (flaps: number, held: number): Bilingual =>
  both(
    `${counted(flaps)} of ${counted(held)} customers of the run before (${((100 * flaps) / held).toFixed(1)}%) took back within a year the step that they took before.`,
    `上次运行的 ${counted(held)} 位客户中有 ${counted(flaps)} 位（${((100 * flaps) / held).toFixed(1)}%）在一年内又退回了上一次的升降。`,
  );
