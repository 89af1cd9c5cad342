/** Groups as columns, for loops over hundreds of thousands of them. */
export interface Groups {
  keys: Int32Array[];
  customers: Float64Array;
}

/**
 * The groups in one order that depends on their keys alone, equal keys merged: every sum over them is then equal to the
 * last bit, however the customers came. Keys are whole numbers from 0, the first one weighs most; groups without
 * customers are dropped.
 */
export function collapse<G extends { customers: number }>(
  groups: readonly G[],
  keys: readonly ((group: G) => number)[],
): Groups {
  const some = groups.filter(({ customers }) => customers > 0);
  const columns = keys.map((key) => new Int32Array(some.map(key)));
  const order = ordered(columns, some.length);
  const sorted = columns.map((column) => order.map((i) => column[i] ?? 0));
  const customers = new Float64Array(some.length);
  let last = -1;
  order.forEach((from, i) => {
    if (last < 0 || sorted.some((column) => column[i] !== column[last])) {
      last += 1;
      for (const column of sorted) column[last] = column[i] ?? 0;
    }
    customers[last] = (customers[last] ?? 0) + (some[from]?.customers ?? 0);
  });
  return { keys: sorted.map((column) => column.slice(0, last + 1)), customers: customers.slice(0, last + 1) };
}

/** Positions in the order of the columns: a stable counting sort by each, the least weighty first. */
function ordered(columns: readonly Int32Array[], length: number): Int32Array {
  let order = new Int32Array(length).map((_, i) => i);
  for (const column of columns.toReversed()) {
    const starts = new Int32Array(column.reduce((most, key) => Math.max(most, key), 0) + 2);
    for (const key of column) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
    for (let key = 1; key < starts.length; key += 1)
      starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0);
    const next = new Int32Array(length);
    for (const i of order) {
      const key = column[i] ?? 0;
      const place = starts[key] ?? 0;
      next[place] = i;
      starts[key] = place + 1;
    }
    order = next;
  }
  return order;
}
