/** Adds counts of parts name by name; every part has the same names. */
export function addCounts<T extends Record<string, number>>(zero: T, parts: readonly T[]): T {
  const sum: Record<string, number> = { ...zero };
  for (const part of parts)
    for (const [name, count] of Object.entries(part)) sum[name] = (sum[name] ?? 0) + count;
  return sum as T;
}

/** One equation of a step: `left` must equal the sum of `right`. */
export interface Equation {
  step: string;
  left: string;
  right: string[];
  /** The terms by name. */
  terms: Record<string, number>;
}

export const leftOf = ({ left, terms }: Equation): number => terms[left] ?? Number.NaN;
export const rightOf = ({ right, terms }: Equation): number =>
  right.reduce((sum, name) => sum + (terms[name] ?? Number.NaN), 0);
export const balances = (equation: Equation): boolean => leftOf(equation) === rightOf(equation);

/** Thrown when counts do not balance: something was lost or counted twice, and the run must not go on. */
export class UnbalancedError extends Error {
  override readonly name = 'E_UNBALANCED';
}

export function mustBalance(equation: Equation): void {
  if (balances(equation)) return;
  const right = equation.right.map((name) => `${name} ${equation.terms[name]}`).join(' + ');
  throw new UnbalancedError(`${equation.step}: ${equation.left} ${leftOf(equation)} ≠ ${right}`);
}
