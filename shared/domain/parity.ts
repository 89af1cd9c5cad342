/** A row by the names of its columns. */
type Columns = Readonly<Record<string, unknown>>;

/** How two engines differ. `columns`: customers of both in whom the column is not the same; only columns that differ. */
export interface Parity {
  customers: number;
  /** Whom only the one or only the other knows. */
  onlyFirst: number;
  onlySecond: number;
  columns: Record<string, number>;
}

/** Compares rows by their customers, whose ids are the keys; it counts and never quotes a value or an id. */
export function parityOf(first: ReadonlyMap<string, Columns>, second: ReadonlyMap<string, Columns>): Parity {
  const columns: Record<string, number> = {};
  let customers = 0;
  for (const [id, row] of first) {
    const other = second.get(id);
    if (!other) continue;
    customers += 1;
    for (const name of differing(row, other)) columns[name] = (columns[name] ?? 0) + 1;
  }
  return { customers, onlyFirst: first.size - customers, onlySecond: second.size - customers, columns };
}

export const isEqual = ({ onlyFirst, onlySecond, columns }: Parity): boolean =>
  onlyFirst + onlySecond + Object.keys(columns).length === 0;

const differing = (row: Columns, other: Columns): string[] =>
  [...new Set([...Object.keys(row), ...Object.keys(other)])].filter(
    (name) => JSON.stringify(row[name]) !== JSON.stringify(other[name]),
  );
