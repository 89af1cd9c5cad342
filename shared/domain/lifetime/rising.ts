/**
 * `counts[i]` = customers with more than `i` of something. Then the sum over customers of ln Γ(c + x) − ln Γ(c) is the
 * sum over i of counts[i]·ln(c + i), by Γ(z + 1) = z Γ(z): exact, without a gamma function and without its cancellation.
 */
export function countsAbove(xs: Int32Array, customers: Float64Array, more: number): Float64Array {
  const counts = new Float64Array(xs.reduce((most, x) => Math.max(most, x), 0) + more);
  xs.forEach((x, g) => {
    const last = x + more - 1;
    if (last >= 0) counts[last] = (counts[last] ?? 0) + (customers[g] ?? 0);
  });
  for (let i = counts.length - 2; i >= 0; i -= 1) counts[i] = (counts[i] ?? 0) + (counts[i + 1] ?? 0);
  return counts;
}

/** That sum with its first and second derivative by `c`. */
export function risingSum(counts: Float64Array, c: number): { value: number; slope: number; bend: number } {
  let value = 0;
  let slope = 0;
  let bend = 0;
  for (let i = 0; i < counts.length; i += 1) {
    const count = counts[i] ?? 0;
    value += count * Math.log(c + i);
    slope += count / (c + i);
    bend -= count / (c + i) ** 2;
  }
  return { value, slope, bend };
}
