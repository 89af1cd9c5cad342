import type { InspectRead } from '../../shared/adapters/inspect.ts';
import { both, type Language } from '../../shared/domain/bilingual.ts';
import { amount } from '../../shared/domain/report/amount.ts';
import { cellsOf, columns } from './terminal.ts';

type Row = InspectRead['sample'][number];

/** What only the lake needs to know, or what another column shows already. */
const HIDDEN = ['has_zone', 'decimals', 'currency'];
const MONEY = ['amount', 'refund'];
const THOUSANDTHS = ['quantity', 'score'];
/** What a person looks for first; whatever else there is comes after it. */
const FIRST = [
  ...['order_id', 'activity_id', 'feedback_id', 'customer_id', 'ordered_at', 'occurred_at'],
  ...['amount', 'refund', 'status', 'activity', 'quantity', 'feedback', 'score', 'email'],
];
const WIDEST = 24;
const GAP = 3;

/** The first rows as they were understood, in a table no wider than `width`; columns without room are named below. */
export function sampleLines(sample: readonly Row[], width: number, language: Language): string[] {
  const names = [...new Set([...FIRST, ...sample.flatMap(Object.keys)])].filter(
    (name) => !HIDDEN.includes(name) && sample.some((row) => (row[name] ?? null) !== null),
  );
  if (names.length === 0) return [];
  const table = names.map((name) => [name, ...sample.map((row) => cut(shownCell(row, name)))]);
  const room = fitting(table, width);
  const rows = sample.map((_, i) => room.map((column) => column[i + 1] ?? ''));
  const left = names.slice(room.length);
  const more = both(`  also mapped: ${left.join(', ')}`, `  另有映射的列：${left.join('、')}`)[language];
  return [
    ...[
      '',
      ...columns(
        room.map(([name = '']) => name),
        rows,
      ),
    ],
    ...(left.length > 0 ? [more] : []),
  ];
}

/** As many columns from the left as there is room for, but one at least. */
function fitting(table: readonly string[][], width: number): string[][] {
  let used = 0;
  const widths = table.map((column) => Math.max(...column.map(cellsOf)) + GAP);
  const fit = widths.findIndex((each) => {
    used += each;
    return used > width;
  });
  return table.slice(0, fit < 0 ? table.length : Math.max(1, fit));
}

function shownCell(row: Row, name: string): string {
  const cell = row[name] ?? null;
  if (cell === null) return '';
  if (MONEY.includes(name)) return money(Number(cell), row);
  if (THOUSANDTHS.includes(name))
    return (Number(cell) / 1000).toLocaleString('en-US', { maximumFractionDigits: 3 });
  if (name.endsWith('_at')) return String(cell).replace('T', ' ').slice(0, 16);
  return String(cell).replace(/\s+/g, ' ');
}

function money(minor: number, { currency }: Row): string {
  const code = typeof currency === 'string' ? currency : '';
  return `${amount(minor, code)} ${code}`.trim();
}

function cut(text: string): string {
  if (cellsOf(text) <= WIDEST) return text;
  let short = '';
  for (const sign of text) {
    if (cellsOf(short + sign) >= WIDEST) break;
    short += sign;
  }
  return `${short}…`;
}
