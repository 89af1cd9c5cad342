import { EXPORT_KINDS } from '../../shared/contract/intake.ts';
import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { balances, type Equation, leftOf, rightOf } from '../../shared/domain/counts.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { amount } from '../../shared/domain/report/amount.ts';
import { counted, note, type Say, type Table, table, wordIn } from '../../shared/domain/report/html.ts';
import { CHANGES, OUTCOMES } from '../../shared/domain/report/words.ts';
import { number, text, titled } from './layout.ts';
import { KINDS, MEASURES, STEPS, TERMS, UNITS } from './words.ts';

export function exportsSection({ exports: files }: Report, say: Say): string {
  return titled(
    say,
    both('Files that counted', '计入的文件'),
    table(say, fileTable(files, say)) + note(say, ROWS),
  );
}

const ROWS = both(
  'Rejected: could not be read, listed in the rejects file with reason and remedy. Repeated: the same row again. Set aside: cancelled, unpaid or without a customer. The first and last day are those of its orders.',
  '退回：无法读取，退回文件中逐行写明原因与改法。重复：同一行再次出现。搁置：已取消、未付款或没有客户信息。起止日期为文件中订单的日期。',
);

function fileTable(files: Report['exports'], say: Say): Table {
  return {
    caption: both('Files and their rows, without the header', '文件与行数（不含表头）'),
    columns: [
      text('file', '文件'),
      text('kind', '类型'),
      text('first day', '起'),
      text('last day', '止'),
      number('rows', '行数'),
      number('kept', '收下'),
      number('rejected', '退回'),
      number('repeated', '重复'),
      number('set aside', '搁置'),
      number('blank', '空行'),
    ],
    rows: files
      .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
      .map(({ key, kind, from, to, counts: c }) => [
        ...[key, wordIn(KINDS, kind, say), from, to],
        ...[c.rows, c.kept, c.rejected, c.repeated, c.setAside, c.blank],
      ]),
  };
}

const sortKey = ({ kind, from, key }: Report['exports'][number]): string =>
  [EXPORT_KINDS.indexOf(kind), from, key].join(' ');

export function modelSection({ model, currency }: Report, say: Say, scores: Policy['scores']): string {
  const learnt = both(
    `Learnt from ${counted(model.population)} customers with an order in the window, in run ${model.calibratedBy}. They part each score into bands; whoever lies exactly on a cut point belongs to the band of the smaller values.`,
    `由运行 ${model.calibratedBy} 根据窗口期内有订单的 ${counted(model.population)} 位客户得出。分档线把每项评分分成若干档，恰好等于分档线的归入数值较小的一档。`,
  );
  const rows = Object.entries(model.edges).map(([name, edges]) => {
    const of = measureOf(scores, name);
    return [
      name,
      say(of ? (MEASURES[of] ?? UNKNOWN) : UNKNOWN),
      cuts(edges, of, currency, say),
      betterOf(scores, name, say),
    ];
  });
  const columns = [
    text('score', '评分'),
    text('measured by', '依据'),
    text('cut points', '分档线'),
    text('better', '方向'),
  ];
  return titled(
    say,
    both('Cut points', '分档线'),
    note(say, learnt) +
      table(say, { caption: both('Cut points of each score', '各项评分的分档线'), columns, rows }),
  );
}

/** Without the policy's word for it nobody may guess whether a figure is money. */
const UNKNOWN = both('as in the policy, money in minor units', '见策略文件，金额以最小货币单位计');

function measureOf(scores: Policy['scores'], name: string): string | undefined {
  const score = scores[name];
  return score && 'of' in score ? score.of : undefined;
}

function betterOf(scores: Policy['scores'], name: string, say: Say): string {
  const score = scores[name];
  if (!score || !('of' in score)) return '';
  return say(score.better === 'lower' ? both('less', '越小越好') : both('more', '越大越好'));
}

function cuts(edges: readonly number[], of: string | undefined, currency: string, say: Say): string {
  if (of === 'netAmount') return `${edges.map((edge) => amount(edge, currency)).join(' | ')} ${currency}`;
  const unit = of && UNITS[of] ? ` ${say(UNITS[of])}` : '';
  return `${edges.map(counted).join(' | ')}${unit}`;
}

export function equationsSection({ equations }: Report, say: Say): string {
  const intro = both(
    'Nothing may get lost on the way: on every line the left side must equal the sum of the right side.',
    '途中不能丢失任何一行、一位客户或一封邮件：每一行等号左边必须等于右边之和。',
  );
  const rows = equations.map((equation) => [
    wordIn(STEPS, equation.step, say),
    written(equation, say),
    verdict(equation, say),
  ]);
  const columns = [
    text('step', '步骤'),
    { head: both('equation', '等式'), kind: 'sentence' as const },
    text('adds up', '是否相等'),
  ];
  return titled(
    say,
    both('What must add up', '必须对得上的数字'),
    note(say, intro) +
      table(say, { caption: both('Equations of this run', '本次运行的等式'), columns, rows }),
  );
}

const WORDS: Record<string, Bilingual> = { ...CHANGES, ...OUTCOMES, ...TERMS };

function written(equation: Equation, say: Say): string {
  const term = (name: string) => `${wordIn(WORDS, name, say)} ${counted(equation.terms[name] ?? Number.NaN)}`;
  return `${term(equation.left)} = ${equation.right.map(term).join(' + ')}`;
}

const verdict = (equation: Equation, say: Say): string =>
  balances(equation)
    ? say(both('✓ yes', '✓ 相等'))
    : `✗ ${counted(leftOf(equation))} ≠ ${counted(rightOf(equation))}`;
