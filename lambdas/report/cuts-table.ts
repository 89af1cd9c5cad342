import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Criteria } from '../../shared/domain/criteria.ts';
import type { Column, Say, Table } from '../../shared/domain/report/html.ts';
import { roundedEdges } from '../../shared/domain/rounded-edges.ts';
import { number, text } from './layout.ts';
import { keyWords, scoreOf } from './score-words.ts';
import { edgeWords } from './units.ts';

type Cells = (criteria: Criteria) => string | number;

/** How the cut points of each score stand; columns in which nobody has anything are left out. */
export function cutsTable(report: Report, say: Say): Table {
  const { criteria } = report.model;
  const cuts = (edges: readonly number[] | null, { score }: Criteria) =>
    edges === null ? '–' : edgeWords(edges, scoreOf(report, score), report.currency, say);
  const known = (holds: (each: Criteria) => boolean, column: Column, cells: Cells): [Column, Cells][] =>
    criteria.some(holds) ? [[column, cells]] : [];
  const proposed = (each: Criteria) => proposalOf(each, report);
  const columns: [Column, Cells][] = [
    [text('score', '评分'), ({ key }) => keyWords(key)],
    [VERDICT, (each) => say(verdictOf(each, report))],
    [wrapping('cut points now', '本次分档线'), (each) => cuts(each.edges, each)],
    ...known(
      ({ before }) => before !== null,
      wrapping('before', '上一次'),
      (each) => cuts(each.before, each),
    ),
    ...known(
      ({ moved }) => moved !== null,
      wrapping('moved most', '最大变动'),
      (each) => movedWords(each, cuts),
    ),
    ...known(
      (each) => proposed(each) !== null,
      wrapping('proposed', '建议'),
      (each) => cuts(proposed(each), each),
    ),
    ...known(({ bands }) => bands !== null, number('customers with a value', '有数值的客户'), populationOf),
  ];
  return {
    caption: both('Cut points now and in the periodic grading before', '分档线：本次与上一次定期评级'),
    columns: columns.map(([column]) => column),
    rows: criteria.map((each) => columns.map(([, cells]) => cells(each))),
  };
}

/** Several cut points beside each other. */
const wrapping = (en: string, zh: string): Column => ({ head: both(en, zh), kind: 'wrapping' });

const VERDICT: Column = { head: both('verdict', '结论'), kind: 'sentence' };

const populationOf = ({ bands }: Criteria): string | number =>
  bands ? bands.reduce((sum, customers) => sum + customers, 0) : '–';

/** The cut point that moved most, from where to where. */
function movedWords(each: Criteria, cuts: (edges: readonly number[], each: Criteria) => string): string {
  const { edges, before, moved } = each;
  if (moved === null || before === null) return '–';
  const share = `${(100 * moved).toFixed(1)}%`;
  if (moved === 0) return share;
  const by = edges.map(
    (edge, i) => Math.abs(edge - (before[i] ?? edge)) / Math.max(1, Math.abs(before[i] ?? 0)),
  );
  const most = by.indexOf(Math.max(...by));
  return `${cuts(before.slice(most, most + 1), each)} → ${cuts(edges.slice(most, most + 1), each)} (${share})`;
}

/** For fixed cut points as the run found it; for learnt ones that drifted the present ones in round numbers. */
function proposalOf(
  { score, drifted, collapsed, edges, proposed }: Criteria,
  report: Report,
): number[] | null {
  const found = scoreOf(report, score);
  if (proposed || !drifted || collapsed.length > 0 || !found || found.bands === 'edges') return proposed;
  return roundedEdges(edges);
}

function verdictOf(each: Criteria, report: Report): Bilingual {
  const { drifted, collapsed, proposed, before } = each;
  const said: Bilingual[] = [];
  if (collapsed.length > 0)
    said.push(
      both(
        `nobody can be in band ${collapsed.join(', ')}: too many share one value`,
        `第 ${collapsed.join('、')} 档不会有人：太多客户数值相同`,
      ),
    );
  if (drifted) said.push(driftWords(report));
  if (drifted && !proposed && proposalOf(each, report)) said.push(FIX_OR_LEAVE);
  if (proposed) said.push(both('consider the proposed cut points', '可考虑采用建议的分档线'));
  if (said.length === 0)
    return before ? both('steady', '稳定') : both('nothing to compare yet', '尚无可比数据');
  return both(said.map(({ en }) => en).join('; '), said.map((each) => each['zh-CN']).join('；'));
}

function driftWords({ movedShare }: Report): Bilingual {
  if (movedShare === null) return both('moved more than the policy allows', '变动超过策略设定的幅度');
  const percent = `${(100 * movedShare).toLocaleString('en-US', { maximumFractionDigits: 1 })}%`;
  return both(
    `a cut point moved by more than ${percent}, the limit in the policy`,
    `有分档线变动超过策略设定的 ${percent}`,
  );
}

const FIX_OR_LEAVE = both(
  'take the proposed cut points as fixed ones (bands: edges) if a tier shall keep its meaning, or leave the score learnt',
  '若希望等级含义保持不变，可把建议的分档线设为固定值（bands: edges），否则保持自动学习即可',
);
