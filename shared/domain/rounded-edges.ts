/**
 * Cut points with two significant digits, strictly ascending: one that would not lie above the one before it becomes the
 * next such number. In stored units, which are people's units times a power of ten: the digits are the same.
 */
export function roundedEdges(edges: readonly number[]): number[] {
  const rounded: number[] = [];
  for (const edge of edges) {
    const before = rounded.at(-1);
    const near = Number(edge.toPrecision(2));
    rounded.push(before === undefined || near > before ? near : before + secondDigit(before));
  }
  return rounded;
}

/** What one more in the second digit of a value is worth, at least one stored unit. */
const secondDigit = (value: number): number => 10 ** Math.max(0, String(Math.abs(value)).length - 2);
