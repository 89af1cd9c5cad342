/** A small square matrix, row by row. */
export type Matrix = readonly (readonly number[])[];

export const at = (matrix: Matrix, row: number, column: number): number => matrix[row]?.[column] ?? 0;

export const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0);

export const times = (matrix: Matrix, vector: readonly number[]): number[] =>
  matrix.map((row) => dot(row, vector));

/** The lower Cholesky factor; null where the matrix is not positive definite by more than rounding. */
export function cholesky(matrix: Matrix): Matrix | null {
  const lower: number[][] = [];
  for (let i = 0; i < matrix.length; i += 1) {
    const row: number[] = [];
    lower.push(row);
    for (let j = 0; j < i; j += 1)
      row.push((at(matrix, i, j) - dot(row, (lower[j] ?? []).slice(0, j))) / at(lower, j, j));
    const rest = at(matrix, i, i) - dot(row, row);
    if (!(rest > 1e-13 * Math.abs(at(matrix, i, i)))) return null;
    row.push(Math.sqrt(rest));
  }
  return lower;
}

/** Solves `L Lᵀ s = right` for the factor `L` of a positive definite matrix. */
export function solve(lower: Matrix, right: readonly number[]): number[] {
  const half: number[] = [];
  for (let i = 0; i < right.length; i += 1)
    half.push(((right[i] ?? 0) - dot(half, lower[i] ?? [])) / at(lower, i, i));
  const solution = new Array<number>(right.length).fill(0);
  for (let i = right.length - 1; i >= 0; i -= 1) {
    const known = solution.reduce((sum, value, j) => (j > i ? sum + at(lower, j, i) * value : sum), 0);
    solution[i] = ((half[i] ?? 0) - known) / at(lower, i, i);
  }
  return solution;
}

/** The inverse, symmetric to the last bit; null where the matrix is not positive definite. */
export function inverse(matrix: Matrix): number[][] | null {
  const lower = cholesky(matrix);
  if (!lower) return null;
  const columns = matrix.map((_, i) =>
    solve(
      lower,
      matrix.map((__, j) => (i === j ? 1 : 0)),
    ),
  );
  return columns.map((column, i) => column.map((value, j) => (value + at(columns, j, i)) / 2));
}
