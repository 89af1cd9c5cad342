import { EXPORT_KINDS } from '../../shared/contract/intake.ts';
import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { balances, type Equation, leftOf, rightOf } from '../../shared/domain/counts.ts';
import { counted, note, type Say, type Table, table, wordIn } from '../../shared/domain/report/html.ts';
import { CHANGES, OUTCOMES } from '../../shared/domain/report/words.ts';
import { lead, number, text, titled } from './layout.ts';
import { KINDS, STEPS, TERMS } from './words.ts';

export function exportsSection({ exports: files }: Report, say: Say): string {
  return titled(
    say,
    both('Files that counted', '计入的文件'),
    lead(say, meaning(files)) + table(say, fileTable(files, say)) + note(say, ROWS),
  );
}

function meaning(files: Report['exports']): Bilingual {
  const of = (term: 'rows' | 'kept' | 'rejected') =>
    counted(files.reduce((sum, { counts }) => sum + counts[term], 0));
  return both(
    `${counted(files.length)} files with ${of('rows')} rows were read: ${of('kept')} rows were kept, ${of('rejected')} could not be read.`,
    `共读入 ${counted(files.length)} 个文件、${of('rows')} 行：收下 ${of('kept')} 行，无法读取 ${of('rejected')} 行。`,
  );
}

const ROWS = both(
  'Rejected: could not be read, listed in the rejects file with reason and remedy. Repeated: the same row again. Set aside: cancelled, unpaid or without a customer. The first and last day are those of the orders, activity or feedback in it; customers files have none.',
  '退回：无法读取，退回文件中逐行写明原因与改法。重复：同一行再次出现。搁置：已取消、未付款或没有客户信息。起止日期为文件中订单、行为或反馈记录的日期，客户文件没有起止日期。',
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
    lead(say, intro) +
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
