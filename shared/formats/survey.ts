import { type DateStyle, dateEvidence, type Epoch, isDated, offsetMinutes } from './moments.ts';
import { amountEvidence } from './money.ts';
import { type AmountStyle, type DayOrder, FileProblem, type Profile } from './profile.ts';

/** How a whole file writes amounts and dates. */
export interface Style {
  amount?: AmountStyle | undefined;
  date: DateStyle;
}

/** What the platform is known to write before any cell is looked at. */
export const initialStyle = ({ amounts, dates, offset, twoDigitYears }: Profile): Style => ({
  amount: amounts,
  date: {
    ...(dates ? { order: dates } : {}),
    ...(offset ? { offset: offsetMinutes(offset) ?? 0 } : {}),
    ...(twoDigitYears ? { twoDigitYears } : {}),
  },
});

/** The line of the first cell that only the whole file can explain. */
export interface Asked {
  amount?: number;
  date?: number;
}

/** What a person said of files that can be read both ways. */
export interface Usual {
  amounts?: AmountStyle | undefined;
  dates?: DayOrder | undefined;
}

/** Looks at every cell of the amount and date columns, because one cell alone cannot tell `03/04` or `1,234`. */
export function survey({ date: known }: Style) {
  const seen = { point: 0, comma: 0, DMY: 0, MDY: 0, either: 0 };
  const counts = new Map<string, EpochsSeen>();
  const first: Examples = {};
  return {
    amount(cell: string): void {
      const evidence = amountEvidence(cell);
      if (evidence) seen[evidence] += 1;
      else if (cell.includes(',') || cell.includes('.')) first.amount ??= cell;
    },
    date(cell: string, field = ''): void {
      if (!isDated(cell)) return;
      const evidence = dateEvidence(cell, known.twoDigitYears);
      const column = counts.get(field) ?? { s: 0, ms: 0, dates: 0 };
      counts.set(field, column);
      column.dates += 1;
      if (evidence === 's' || evidence === 'ms') column[evidence] += 1;
      else if (evidence) seen[evidence] += 1;
      if (evidence === 'either') first.date ??= cell;
    },
    /** Decides for all of the file what `asked` for; by `usual` where the file itself cannot tell; or refuses it. */
    decide(asked: Asked, style: Style, usual: Usual = {}): Style {
      const amount = asked.amount ? amountStyle(seen, asked.amount, usual.amounts, first) : style.amount;
      const date = asked.date
        ? { ...style.date, ...epochStyle(counts), ...dateStyle(seen, asked.date, usual.dates, first) }
        : style.date;
      return { amount, date };
    },
  };
}

interface Examples {
  amount?: string;
  date?: string;
}

type AmountsSeen = Record<AmountStyle, number>;

function amountStyle(
  seen: AmountsSeen,
  line: number,
  usual: AmountStyle | undefined,
  { amount = '' }: Examples,
) {
  const both = seen.point > 0 && seen.comma > 0;
  if (!both && seen.point + seen.comma > 0) return seen.point > 0 ? 'point' : 'comma';
  if (!both && usual) return usual;
  throw new FileProblem('F_AMOUNT_FORMAT_AMBIGUOUS', line, amountReadings(amount));
}

/** Of one column: its dates, and how many of them count seconds and milliseconds. */
type EpochsSeen = Record<'s' | 'ms' | 'dates', number>;

/** A column counts since 1970 only as a whole. */
const epochOf = ({ s, ms, dates }: EpochsSeen): Epoch => (s === dates ? 's' : ms === dates ? 'ms' : 'none');

function epochStyle(counts: ReadonlyMap<string, EpochsSeen>): DateStyle {
  const epochs = Object.fromEntries([...counts].map(([field, column]) => [field, epochOf(column)]));
  return { epochs, epoch: Object.values(epochs).find((one) => one !== 'none') ?? 'none' };
}

type DatesSeen = Record<DayOrder | 'either', number>;

function dateStyle(
  seen: DatesSeen,
  line: number,
  usual: DayOrder | undefined,
  { date = '' }: Examples,
): DateStyle {
  if (seen.DMY > 0 && seen.MDY > 0) throw new FileProblem('F_DATE_FORMAT_MIXED', line);
  if (seen.DMY + seen.MDY > 0) return { order: seen.DMY > 0 ? 'DMY' : 'MDY' };
  if (seen.either === 0) return {};
  if (usual) return { order: usual };
  throw new FileProblem('F_DATE_FORMAT_AMBIGUOUS', line, dateReadings(date));
}

/** `1,234`: 1234 / 1.234. */
function amountReadings(cell: string): string {
  const number = /\d[\d.,]*/.exec(cell.normalize('NFKC'))?.[0] ?? '';
  const point = number.replaceAll(',', '');
  const comma = number.replaceAll('.', '').replace(',', '.');
  return `${number} (${point} / ${comma})`;
}

/** `03/04/2025`: 2025-04-03 / 2025-03-04. */
function dateReadings(cell: string): string {
  const [, a = '', b = '', year = ''] = /(\d{1,2})\D(\d{1,2})\D(\d{2,4})/.exec(cell.normalize('NFKC')) ?? [];
  const iso = (month: string, day: string) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return `${a}/${b}/${year} (${iso(b, a)} / ${iso(a, b)})`;
}
