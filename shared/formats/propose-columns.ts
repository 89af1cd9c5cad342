import { MAPPED_FIELDS, type MappedKind, REQUIRED_FIELDS } from '../domain/policy/mapping.ts';
import type { Field } from './profile.ts';
import { CANONICAL } from './profiles.ts';
import { cellScore, cellsFit, filledCells } from './propose-cells.ts';
import { nameScore } from './propose-names.ts';
import { headerName } from './text.ts';

interface Column {
  title: string;
  name: string;
  /** What its cells hold, unwrapped, without the empty ones. */
  filled: readonly string[];
}

export interface Guess {
  kind: MappedKind;
  /** The column for each field that one was found for. */
  chosen: Partial<Record<Field, string>>;
  /** Further columns that a field could mean, best first. */
  others: Partial<Record<Field, string[]>>;
  /** Fields of which one must be found, and was not. */
  missing: (readonly Field[])[];
  unused: string[];
}

interface Candidate {
  field: Field;
  column: Column;
  score: number;
}

const KINDS = ['orders', 'customers', 'activity', 'feedback'] as const;
/** Nobody calls a column by more; patterns are not let loose on a whole page. */
const LONGEST_NAME = 100;
/** A kind that fits is worth a good name more; one that lacks something needful that much less. */
const FITS = 10;

/** Guesses what a file is and what its columns mean; `wanted` is the kind that somebody said. */
export function guessColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  wanted?: MappedKind,
): Guess {
  const columns = header.map((title, i) => ({
    ...{ title, name: headerName(title).slice(0, LONGEST_NAME) },
    filled: filledCells(rows.map((row) => row[i] ?? '')),
  }));
  return guessAs(wanted ?? kindOf(columns), columns).guess;
}

/**
 * Anybody's address makes a customers file, so that other kinds must be ruled out first: by a time and a sum of money,
 * then by the names that the plain files use.
 */
function kindOf(columns: readonly Column[]): MappedKind {
  const guesses = KINDS.map((kind) => guessAs(kind, columns));
  const best = greatest(guesses, ({ worth }) => worth)?.guess;
  if (best?.missing.length === 0 && best.kind !== 'customers') return best.kind;
  const isNamed = (field: Field) =>
    columns.some((one) => nameScore(field, one.name) > 0 && scoreOf(field, one) > 0);
  if (isNamed('ordered_at') && isNamed('amount')) return 'orders';
  const plain = greatest(KINDS, (kind) => plainNames(kind, columns)) ?? 'orders';
  return plainNames(plain, columns) > plainNames('customers', columns) ? plain : (best?.kind ?? 'orders');
}

/** The first of the greatest. */
const greatest = <T>(list: readonly T[], of: (each: T) => number): T | undefined =>
  list.reduce<T | undefined>(
    (best, one) => (best === undefined || of(one) > of(best) ? one : best),
    undefined,
  );

/** How many columns have a name that the plain file of the kind knows. */
function plainNames(kind: MappedKind, columns: readonly Column[]): number {
  const names = new Set(Object.values(CANONICAL[kind].columns).flat(2).map(headerName));
  return columns.filter(({ name }) => names.has(name)).length;
}

/** Takes the best pair of field and column, then the best of what is left; ties by the order of the file. */
function guessAs(kind: MappedKind, columns: readonly Column[]): { guess: Guess; worth: number } {
  const candidates = candidatesFor(kind, columns);
  const chosen = new Map<Field, Candidate>();
  const taken = new Set<Column>();
  for (const one of candidates) {
    if (chosen.has(one.field) || taken.has(one.column)) continue;
    chosen.set(one.field, one);
    taken.add(one.column);
  }
  nameAsId(kind, chosen);
  const required: readonly (readonly Field[])[] = REQUIRED_FIELDS[kind];
  const missing = required.filter((any) => !any.some((field) => chosen.has(field)));
  const sum = [...chosen.values()].reduce((all, { score }) => all + score, 0);
  return {
    guess: {
      ...{ kind, missing, others: othersOf(candidates, taken) },
      chosen: Object.fromEntries([...chosen].map(([field, { column }]) => [field, column.title])),
      unused: columns.filter((column) => !taken.has(column) && column.title !== '').map(({ title }) => title),
    },
    worth:
      chosen.size === 0
        ? Number.NEGATIVE_INFINITY
        : sum + (missing.length === 0 ? FITS : -FITS * missing.length),
  };
}

function candidatesFor(kind: MappedKind, columns: readonly Column[]): Candidate[] {
  const fields: readonly Field[] = MAPPED_FIELDS[kind];
  const single = columns.filter(
    ({ name }) => name !== '' && columns.filter((other) => other.name === name).length === 1,
  );
  return fields
    .flatMap((field) => single.map((column) => ({ field, column, score: scoreOf(field, column) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

const scoreOf = (field: Field, { name, filled }: Column): number =>
  cellsFit(field, filled) ? Math.max(nameScore(field, name), cellScore(field, filled)) : 0;

/** Where nothing better says who somebody is, his name must do. */
function nameAsId(kind: MappedKind, chosen: Map<Field, Candidate>): void {
  const name = chosen.get('name');
  if (
    kind !== 'orders' ||
    !name ||
    ['customer_id', 'email', 'phone'].some((field) => chosen.has(field as Field))
  )
    return;
  chosen.set('customer_id', { ...name, field: 'customer_id' });
  chosen.delete('name');
}

function othersOf(candidates: readonly Candidate[], taken: ReadonlySet<Column>): Guess['others'] {
  const others: Guess['others'] = {};
  for (const { field, column } of candidates)
    if (!taken.has(column)) others[field] = [...(others[field] ?? []), column.title];
  return others;
}
