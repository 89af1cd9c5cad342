import { mustBalance } from '../domain/counts.ts';
import { localDateOf } from '../domain/dates.ts';
import type { Layout } from '../formats/layout.ts';
import type { RowSorter } from './export-rows.ts';
import type { ExportFile, ExportRead, Reading } from './export-types.ts';
import type { Amounts, Settled, Span } from './lake-writer.ts';

export type Summary = Omit<ExportRead, 'status' | 'problems' | 'sample'>;

/** Counts and sums of a file; throws when they do not balance. */
export function summary({ file, text, layout }: Reading, sorter: RowSorter, settled: Settled): Summary {
  const { rows, blank, rejected, further } = sorter.counts;
  const repeated = settled.rows.repeated + further;
  const counts = {
    rows,
    kept: settled.rows.kept,
    rejected,
    repeated,
    setAside: settled.rows.setAside,
    blank,
  };
  const right = ['kept', 'rejected', 'repeated', 'setAside', 'blank'];
  mustBalance({ step: 'intake', left: 'rows', right, terms: counts });
  const elsewhere = {
    rejected: sorter.rejectedAmounts,
    repeated: settled.amounts.repeated,
    setAside: settled.amounts.setAside,
  };
  for (const [currency, readable] of Object.entries(sorter.readable))
    moneyMustBalance(currency, readable, { kept: settled.amounts.kept, ...elsewhere });
  const { profile, unmatched } = layout.mapping;
  return {
    kind: profile.kind,
    format: profile.id,
    encoding: text.encoding,
    counts,
    amounts: settled.amounts.kept,
    ...(profile.kind === 'orders' ? { amountsElsewhere: elsewhere } : {}),
    ...(settled.currency ? { currency: settled.currency } : {}),
    ...dates(settled, file.policy.timeZone),
    unmatched,
  };
}

function moneyMustBalance(currency: string, readable: number, parts: Record<string, Amounts>): void {
  const sums = Object.entries(parts).map(([name, amounts]): [string, number] => [
    name,
    amounts[currency] ?? 0,
  ]);
  const terms = { readable, ...Object.fromEntries(sums) };
  mustBalance({ step: 'intake', left: 'readable', right: Object.keys(parts), terms });
}

/** First and last local date; zoned moments are dated in the policy's zone. */
function dates({ utc, wall }: Settled, timeZone: string): { from?: string; to?: string } {
  const zoned = (utc ?? []).map((at) => localDateOf(at, timeZone));
  const local = (wall ?? []).map((at) => at.slice(0, 10));
  const [from, to] = span([...zoned, ...local]) ?? [];
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

function span(all: string[]): Span {
  const sorted = all.sort();
  return sorted[0] === undefined ? null : [sorted[0], sorted.at(-1) ?? sorted[0]];
}

/** What can only be said when all rows are known. */
export function wholeFileProblem({ policy }: ExportFile, { mapping }: Layout, { counts, amounts }: Summary) {
  const filled = counts.rows - counts.blank;
  if (filled === 0) return 'F_NO_DATA_ROWS';
  if (counts.rejected > filled * policy.intake.maxRejectShare) return 'F_REJECT_RATE';
  const { code, rates } = policy.currency;
  const named = Object.keys(amounts).filter((currency) => currency !== '');
  const strangers = named.filter((currency) => currency !== code && !Object.hasOwn(rates, currency));
  const mixed = named.length > 1 && strangers.length > (code ? 0 : 1);
  return mixed && !mapping.positions.currency ? 'F_CURRENCY_MIXED' : undefined;
}
