import { type DateStyle, dateEvidence } from './moments.ts';
import { type AmountStyle, amountEvidence } from './money.ts';
import { FileProblem } from './profile.ts';
import { isNothing } from './text.ts';

/** How a whole file writes amounts and dates. */
export interface Style {
  amount?: AmountStyle;
  date: DateStyle;
}

/** The line of the first cell that only the whole file can explain. */
export interface Asked {
  amount?: number;
  date?: number;
}

/** Looks at every cell of the amount and date columns, because one cell alone cannot tell `03/04` or `1,234`. */
export function survey() {
  const seen = { point: 0, comma: 0, DMY: 0, MDY: 0, either: 0, s: 0, ms: 0, dates: 0 };
  return {
    amount(cell: string): void {
      const evidence = amountEvidence(cell);
      if (evidence) seen[evidence] += 1;
    },
    date(cell: string): void {
      if (isNothing(cell.trim())) return;
      const evidence = dateEvidence(cell);
      seen.dates += 1;
      if (evidence) seen[evidence] += 1;
    },
    /** Decides for all of the file what `asked` for, or refuses it. */
    decide(asked: Asked): Style {
      const amount = asked.amount ? { amount: amountStyle(seen, asked.amount) } : {};
      return { ...amount, date: asked.date ? dateStyle(seen, asked.date) : {} };
    },
  };
}

function amountStyle(seen: { point: number; comma: number }, line: number): AmountStyle {
  if (seen.point > 0 === seen.comma > 0) throw new FileProblem('F_AMOUNT_FORMAT_AMBIGUOUS', line);
  return seen.point > 0 ? 'point' : 'comma';
}

type DatesSeen = Record<'DMY' | 'MDY' | 'either' | 's' | 'ms' | 'dates', number>;

function dateStyle(seen: DatesSeen, line: number): DateStyle {
  const epoch = seen.s === seen.dates ? 's' : seen.ms === seen.dates ? 'ms' : 'none';
  if (seen.DMY > 0 && seen.MDY > 0) throw new FileProblem('F_DATE_FORMAT_MIXED', line);
  if (seen.either > 0 && seen.DMY + seen.MDY === 0) throw new FileProblem('F_DATE_FORMAT_AMBIGUOUS', line);
  if (seen.DMY + seen.MDY === 0) return { epoch };
  return { epoch, order: seen.DMY > 0 ? 'DMY' : 'MDY' };
}
