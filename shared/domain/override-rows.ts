import type { Bilingual } from './bilingual.ts';
import { type LocalDate, LocalDateSchema } from './dates.ts';
import { type OverrideColumn, type Places, placesOf, type SheetLine } from './override-columns.ts';
import {
  FAULTS,
  LONGEST_ID,
  LONGEST_WHY,
  MOST_LINES,
  MOST_YEARS,
  noSuchTier,
  type OverrideFault,
  severalTiers,
  twice,
  untilFar,
  untilPast,
} from './override-fault.ts';
import type { Policy } from './policy/schema.ts';

/** What one line asks for: a tier by hand up to and with `until`, or, without both, the end of one. */
export interface AskedOverride {
  line: number;
  customerId: string;
  tier: string | null;
  until: LocalDate | null;
  why: string;
}

export interface OverrideGround {
  policy: Pick<Policy, 'tiers'>;
  today: LocalDate;
}

/** Reads a file of manual tiers, its first line the heads. Every fault is listed; with one, nothing of it counts. */
export function readOverrides(
  lines: readonly SheetLine[],
  ground: OverrideGround,
): { rows: AskedOverride[] } | { faults: OverrideFault[] } {
  const [heads, ...rest] = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const found = placesOf(heads ?? { line: 1, cells: [] });
  if ('faults' in found) return found;
  if (rest.length === 0) return { faults: [{ line: 0, column: '', message: FAULTS.noLines }] };
  if (rest.length > MOST_LINES) return { faults: [{ line: 0, column: '', message: FAULTS.manyLines }] };
  const width = heads?.cells.length ?? 0;
  const read = rest.map((line) => readLine(line, found.places, width, ground));
  const rows = read.map(({ row }) => row);
  const faults = [...read.flatMap((one) => one.faults), ...repeats(rows, found.places)];
  return faults.length > 0 ? { faults: faults.sort((a, b) => a.line - b.line) } : { rows };
}

type Said = Partial<{ [column in OverrideColumn]: Bilingual }>;

function readLine({ line, cells }: SheetLine, places: Places, width: number, ground: OverrideGround) {
  const cell = (column: OverrideColumn) => plain(cells[places[column].at] ?? '');
  const customerId = cell('customer_id');
  const why = cell('why').replaceAll(/\s+/g, ' ');
  const ends = cell('tier') === '' && cell('until') === '';
  const tier = ends ? { value: null } : tierOf(cell('tier'), ground.policy);
  const until = ends ? { value: null } : untilOf(cell('until'), ground.today);
  const said: Said = {
    ...saidOf('customer_id', customerFault(customerId)),
    ...saidOf('tier', tier.fault),
    ...saidOf('until', until.fault),
    ...saidOf('why', whyFault(why, ends)),
  };
  const faults = Object.entries(said).map(([column, message]) => ({
    line,
    column: places[column as OverrideColumn].head,
    message,
  }));
  const tooWide = cells.slice(width).some((extra) => extra.trim() !== '');
  return {
    row: { line, customerId, tier: tier.value ?? null, until: until.value ?? null, why },
    faults: tooWide ? [{ line, column: '', message: FAULTS.manyCells }] : faults,
  };
}

/** Our own files disarm a cell that a spreadsheet would execute by a `'` before it. */
const plain = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@＝＋－＠])/, '');

const saidOf = (column: OverrideColumn, message: Bilingual | undefined): Said =>
  message ? { [column]: message } : {};

interface Cell {
  value?: string | null;
  fault?: Bilingual;
}

const customerFault = (id: string): Bilingual | undefined =>
  id === '' ? FAULTS.customer : [...id].length > LONGEST_ID ? FAULTS.longCustomer : undefined;

/** Who only ends a manual tier need not say why. */
function whyFault(why: string, ends: boolean): Bilingual | undefined {
  if ([...why].length > LONGEST_WHY) return FAULTS.whyLong;
  return why === '' && !ends ? FAULTS.whyMissing : undefined;
}

/** By its id, else by its name in either language, in small or large letters. */
function tierOf(text: string, { tiers }: Pick<Policy, 'tiers'>): Cell {
  if (text === '') return { fault: FAULTS.tierMissing };
  const asked = text.toLowerCase();
  const ids = tiers.filter(({ id }) => id.toLowerCase() === asked);
  const named = tiers.filter(({ name }) =>
    Object.values(name).some((one) => one.trim().toLowerCase() === asked),
  );
  const [first, ...others] = ids.length > 0 ? ids : named;
  if (!first) return { fault: noSuchTier(tiers) };
  return others.length > 0
    ? { fault: severalTiers([first, ...others].map(({ id }) => id)) }
    : { value: first.id };
}

function untilOf(text: string, today: LocalDate): Cell {
  if (text === '') return { fault: FAULTS.untilMissing };
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text) ?? [];
  const date = LocalDateSchema.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (!date.success) return { fault: FAULTS.untilUnread };
  const last = `${Number(today.slice(0, 4)) + MOST_YEARS}${today.slice(4)}`;
  if (date.data < today) return { fault: untilPast(today) };
  return date.data > last ? { fault: untilFar(last) } : { value: date.data };
}

function repeats(rows: readonly AskedOverride[], places: Places): OverrideFault[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ customerId, line }): OverrideFault[] => {
    const before = first.get(customerId);
    if (before === undefined) first.set(customerId, line);
    return before === undefined || customerId === ''
      ? []
      : [{ line, column: places.customer_id.head, message: twice(before) }];
  });
}
