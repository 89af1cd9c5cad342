import { both } from './bilingual.ts';
import type { OverrideFault } from './override-fault.ts';

export const OVERRIDE_COLUMNS = ['customer_id', 'tier', 'until', 'why'] as const;
export type OverrideColumn = (typeof OVERRIDE_COLUMNS)[number];

/** One line of the file and its cells; `line` as an editor shows it, 1 = first. */
export interface SheetLine {
  line: number;
  cells: readonly string[];
}

/** Where each column stands, and how the file itself writes it. */
export type Places = Readonly<{ [column in OverrideColumn]: { at: number; head: string } }>;

const CHINESE: { [column in OverrideColumn]: string } = {
  customer_id: '客户编号',
  tier: '等级',
  until: '截止日期',
  why: '原因',
};

const MISSING = both(
  'this column is missing; the first line has to name customer_id, tier, until and why',
  '缺少这一列；首行须写明：客户编号、等级、截止日期、原因',
);
const TWICE = both(
  'the first line names this column twice; keep one of them',
  '首行重复出现这一列，请只保留一列',
);
const FULL_WIDTH = both(
  'the columns are parted by full-width commas; use plain ones',
  '各列之间用的是全角逗号“，”，请改为半角逗号“,”',
);

/** Finds the four columns by their heads, English or Chinese, in any order; further columns are passed by. */
export function placesOf({ line, cells }: SheetLine): { places: Places } | { faults: OverrideFault[] } {
  const heads = cells.map((cell) => cell.trim());
  const [only = ''] = heads;
  if (heads.length === 1 && only.includes('，'))
    return { faults: [{ line, column: '', message: FULL_WIDTH }] };
  const found = OVERRIDE_COLUMNS.map((column) => ({ column, at: standingAt(heads, column) }));
  const faults = found.flatMap(({ column, at }): OverrideFault[] =>
    at.length === 1 ? [] : [{ line, column, message: at.length === 0 ? MISSING : TWICE }],
  );
  if (faults.length > 0) return { faults };
  const place = (column: OverrideColumn) => {
    const at = found.find((one) => one.column === column)?.at[0] ?? 0;
    return { at, head: heads[at] ?? column };
  };
  return {
    places: {
      customer_id: place('customer_id'),
      tier: place('tier'),
      until: place('until'),
      why: place('why'),
    },
  };
}

const standingAt = (heads: readonly string[], column: OverrideColumn): number[] =>
  heads.flatMap((head, at) => (isHead(head, column) ? [at] : []));

const isHead = (head: string, column: OverrideColumn): boolean =>
  head === CHINESE[column] || head.toLowerCase().replaceAll(/[\s-]+/g, '_') === column;
