/**
 * Cut points in round numbers, strictly ascending: of two significant digits, or finer where neighbours lie so close that
 * these would move one by more than a tenth of the way to another. One that would not lie above the one before it becomes
 * the next such number. In stored units, which are people's units times a power of ten: the digits are the same.
 */
export function roundedEdges(edges: readonly number[]): number[] {
  const rounded: number[] = [];
  edges.forEach((edge, i) => {
    const before = rounded.at(-1);
    const step = Math.min(secondDigit(edge), stepWithin(gapAround(edges, i) / 5));
    const near = Math.round(edge / step) * step + 0;
    rounded.push(before === undefined || near > before ? near : before + step);
  });
  return rounded;
}

/** What one more in the second digit of a value is worth, at least one stored unit. */
const secondDigit = (value: number): number => 10 ** Math.max(0, String(Math.abs(value)).length - 2);

/** How far the nearest other cut point beside one lies; infinite where there is none. */
function gapAround(edges: readonly number[], i: number): number {
  const here = edges[i] ?? 0;
  const below = edges.slice(0, i).findLast((edge) => edge < here) ?? Number.NEGATIVE_INFINITY;
  const above = edges.slice(i + 1).find((edge) => edge > here) ?? Number.POSITIVE_INFINITY;
  return Math.min(here - below, above - here);
}

/** The largest 1, 2 or 5 times a power of ten that is not above a length, at least one stored unit. */
function stepWithin(length: number): number {
  if (length < 2) return 1;
  if (length === Number.POSITIVE_INFINITY) return length;
  const power = 10 ** (String(Math.floor(length)).length - 1);
  return power * (length >= 5 * power ? 5 : length >= 2 * power ? 2 : 1);
}
