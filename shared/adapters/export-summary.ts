import type { Assumed } from '../contract/intake.ts';
import { mustBalance } from '../domain/counts.ts';
import { localDateOf } from '../domain/dates.ts';
import type { Layout } from '../formats/layout.ts';
import type { RowProblem } from '../formats/profile.ts';
import type { Style } from '../formats/survey.ts';
import type { RowSorter } from './export-rows.ts';
import type { ExportFile, ExportRead, Reading } from './export-types.ts';
import type { Amounts, Settled, Span } from './settle-sums.ts';

export type Summary = Omit<ExportRead, 'status' | 'problems' | 'sample' | 'assumed'>;

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
export function wholeFileProblem(
  { policy }: ExportFile,
  { mapping }: Layout,
  { counts, amounts, currency }: Summary,
  erased: number,
): RowProblem | undefined {
  const filled = counts.rows - counts.blank;
  if (filled === 0) return { code: 'F_NO_DATA_ROWS' };
  const limit = policy.intake.maxRejectShare;
  if (counts.rejected - erased > filled * limit)
    return { code: 'F_REJECT_RATE', column: rateWords(counts.rejected - erased, filled, limit) };
  const strangers = strangersOf(policy.currency, Object.keys(amounts), currency);
  if (strangers.length === 0) return undefined;
  const several = Object.keys(amounts).length > 1 && !mapping.positions.currency;
  return several
    ? { code: 'F_CURRENCY_MIXED' }
    : { code: 'F_CURRENCY_NO_RATE', column: strangers.join(', ') };
}

/** `120 / 1000 = 12% > 5%`, which reads alike in every language. */
const rateWords = (rejected: number, filled: number, limit: number): string =>
  `${rejected} / ${filled} = ${percent(rejected / filled)} > ${percent(limit)}`;

const percent = (share: number): string => `${Math.round(10_000 * share) / 100}%`;

/** Currencies that cannot be counted; a shop that has not said which is its own counts in that of most rows. */
function strangersOf(
  { code, rates }: ExportFile['policy']['currency'],
  named: readonly string[],
  usual: string | undefined,
): string[] {
  const own = code ?? usual;
  const known = (currency: string) => currency === '' || currency === own || Object.hasOwn(rates, currency);
  return named.filter((currency) => !known(currency)).sort();
}

/** What was read into a file that it does not say itself; `warned` are the codes that were noted. */
export function assumedOf(
  { file: { policy }, layout }: Reading,
  { date, amount }: Style,
  { amounts }: Summary,
  warned: ReadonlySet<string>,
): Assumed {
  const { profile } = layout.mapping;
  return {
    ...(date.order && !profile.dates ? { dates: date.order } : {}),
    ...(date.epoch === 's' || date.epoch === 'ms' ? { epoch: date.epoch } : {}),
    ...(amount && !profile.amounts ? { amounts: amount } : {}),
    ...(warned.has('W_TZ_ASSUMED') ? { timeZone: policy.timeZone } : {}),
    ...('' in amounts && policy.currency.code ? { currency: policy.currency.code } : {}),
  };
}
