import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Criteria } from '../../shared/domain/criteria.ts';
import { featureWords, weightedWords } from '../../shared/domain/explain/feature-words.ts';
import { counted, note, type Say, type Table, table } from '../../shared/domain/report/html.ts';
import { number, text, titled } from './layout.ts';
import { edgeWords } from './units.ts';

/** The yearly question whether cut points and tiers are still apt, answered in every run. */
export function criteriaSection(report: Report, say: Say): string {
  const { model } = report;
  const found = model.criteria.length > 0;
  const tables = found
    ? table(say, cutsTable(report, say)) + table(say, bandsTable(report, say))
    : table(say, edgesTable(report, say));
  return titled(
    say,
    both('Review of the criteria', '标准回顾'),
    note(say, learnt(model)) +
      tables +
      verdicts(report)
        .map((each) => note(say, each))
        .join(''),
  );
}

const learnt = ({ population, calibratedBy }: Report['model']): Bilingual =>
  both(
    `Learnt from ${counted(population)} customers with an order in the window, in run ${calibratedBy}. Cut points part each score into bands; whoever lies exactly on a cut point belongs to the band of the smaller values.`,
    `由运行 ${calibratedBy} 根据窗口期内有订单的 ${counted(population)} 位客户得出。分档线把每项评分分成若干档，恰好等于分档线的归入数值较小的一档。`,
  );

const scoreOf = ({ scores }: Report, name: string) => scores.find((score) => score.name === name);

/** `recency[cn]` is the part of the customers whose cut points are their own. */
const keyWords = (key: string): string => key.replace(/^([^[]+)\[(.*)\]$/, '$1 · $2');

function measured(report: Report, name: string, say: Say): string {
  const score = scoreOf(report, name);
  if (!score) return say(UNKNOWN);
  return say(score.weighted ? weightedWords(score.of) : featureWords(score.of));
}

/** Without the policy's word for it nobody may guess whether a figure is money. */
const UNKNOWN = both('as in the policy, money in minor units', '见策略文件，金额以最小货币单位计');

const COLUMNS = [text('score', '评分'), text('measured by', '依据'), text('direction', '方向')];

function betterWords(report: Report, name: string, say: Say): string {
  const score = scoreOf(report, name);
  if (!score) return '';
  return say(
    score.better === 'lower' ? both('less is better', '越小越好') : both('more is better', '越大越好'),
  );
}

function edgesTable(report: Report, say: Say): Table {
  const rows = Object.entries(report.model.edges).map(([key, edges]) => {
    const name = key.replace(/\[.*$/, '');
    return [
      ...[keyWords(key), measured(report, name, say), betterWords(report, name, say)],
      edgeWords(edges, scoreOf(report, name), report.currency, say),
    ];
  });
  const caption = both('Cut points of each score', '各项评分的分档线');
  return { caption, columns: [...COLUMNS, text('cut points', '分档线')], rows };
}

function cutsTable(report: Report, say: Say): Table {
  const cuts = (edges: readonly number[] | null, { score }: Criteria) =>
    edges === null ? '–' : edgeWords(edges, scoreOf(report, score), report.currency, say);
  return {
    caption: both('Cut points now and in the periodic grading before', '分档线：本次与上一次定期评级'),
    columns: [
      text('score', '评分'),
      { head: both('verdict', '结论'), kind: 'sentence' },
      text('cut points now', '本次分档线'),
      text('before', '上一次'),
      number('moved by', '变动幅度'),
      text('proposed', '建议'),
    ],
    rows: report.model.criteria.map((each) => [
      ...[keyWords(each.key), say(verdictOf(each)), cuts(each.edges, each), cuts(each.before, each)],
      each.moved === null ? '–' : `${(100 * each.moved).toFixed(1)}%`,
      cuts(each.proposed, each),
    ]),
  };
}

function verdictOf({ drifted, collapsed, proposed, before }: Criteria): Bilingual {
  const said: Bilingual[] = [];
  if (collapsed.length > 0)
    said.push(
      both(
        `nobody can be in band ${collapsed.join(', ')}: too many share one value`,
        `第 ${collapsed.join('、')} 档不会有人：太多客户数值相同`,
      ),
    );
  if (drifted) said.push(both('moved more than the policy allows', '变动超过策略设定的幅度'));
  if (proposed) said.push(both('consider the proposed cut points', '可考虑采用建议的分档线'));
  if (said.length === 0)
    return before ? both('steady', '稳定') : both('nothing to compare yet', '尚无可比数据');
  return both(said.map(({ en }) => en).join('; '), said.map((each) => each['zh-CN']).join('；'));
}

function bandsTable(report: Report, say: Say): Table {
  const { criteria } = report.model;
  const most = Math.max(...criteria.map(({ bands }) => bands?.length ?? 0));
  const places = Array.from({ length: most }, (_, place) => place);
  return {
    caption: both('Customers in each band, band 1 the lowest', '各档人数（第 1 档最低）'),
    columns: [...COLUMNS, ...places.map((place) => number(`band ${place + 1}`, `第 ${place + 1} 档`))],
    rows: criteria
      .filter(({ bands }) => bands !== null)
      .map(({ key, score, bands }) => [
        ...[keyWords(key), measured(report, score, say), betterWords(report, score, say)],
        ...places.map((place) => bands?.[place] ?? '–'),
      ]),
  };
}

/** What concerns the tiers as a whole: those that stayed empty, and customers who go to and fro. */
function verdicts({ tiers, flaps, run }: Report): Bilingual[] {
  const empty = tiers.filter(({ before, after }) => before === 0 && after === 0).map(({ name }) => name);
  const held = run.counts.plan?.held ?? 0;
  return [...(empty.length > 0 ? [emptyWords(empty)] : []), ...(held > 0 ? [flapWords(flaps, held)] : [])];
}

const emptyWords = (names: readonly Bilingual[]): Bilingual =>
  both(
    `Nobody is in, or came from: ${names.map(({ en }) => en).join(', ')}. Loosen its conditions, or leave it out.`,
    `本次和上次都没有客户的等级：${names.map((each) => each['zh-CN']).join('、')}。可放宽条件，或取消该等级。`,
  );

const flapWords = (flaps: number, held: number): Bilingual =>
  both(
    `${counted(flaps)} of ${counted(held)} customers (${((100 * flaps) / held).toFixed(1)}%) took back within a year the step that they took before.`,
    `${counted(held)} 位客户中有 ${counted(flaps)} 位（${((100 * flaps) / held).toFixed(1)}%）在一年内又退回了上一次的升降。`,
  );
