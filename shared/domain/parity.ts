/** How rows of two engines differ. `columns`: rows of both in which the column is not the same; only columns that differ. */
export interface Parity {
  /** Rows that both have. */
  rows: number;
  onlyFirst: number;
  onlySecond: number;
  columns: Record<string, number>;
}

export const isEqual = ({ onlyFirst, onlySecond, columns }: Parity): boolean =>
  onlyFirst + onlySecond + Object.keys(columns).length === 0;

/** Names of the fields that two records do not say alike. */
export const differing = (
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]),
  );
