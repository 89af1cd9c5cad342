/** So many customers went from one end to the other. */
export interface Flow {
  from: string;
  to: string;
  count: number;
}

/** Where one end stands; `top` and `size` in pixels. */
export interface FlowEnd {
  key: string;
  count: number;
  top: number;
  size: number;
}

export interface FlowBand extends Flow {
  fromTop: number;
  toTop: number;
  size: number;
}

export interface FlowPlaces {
  starts: FlowEnd[];
  ends: FlowEnd[];
  bands: FlowBand[];
}

/** Pixels that stay free between neighbours on the side that has more of them. */
const GAP = 6;

/** Places ends and bands in a field of `high` pixels; a customer is as tall everywhere, so that heights add up. */
export function flowPlaces(
  starts: readonly string[],
  ends: readonly string[],
  flows: readonly Flow[],
  high: number,
): FlowPlaces {
  const total = flows.reduce((sum, { count }) => sum + count, 0);
  const gaps = GAP * (Math.max(starts.length, ends.length) - 1);
  const each = total === 0 ? 0 : (high - gaps) / total;
  const placedStarts = placed(starts, (key) => countOf(flows, 'from', key), each, high);
  const placedEnds = placed(ends, (key) => countOf(flows, 'to', key), each, high);
  return { starts: placedStarts, ends: placedEnds, bands: bandsOf(placedStarts, placedEnds, flows, each) };
}

const countOf = (flows: readonly Flow[], side: 'from' | 'to', key: string): number =>
  flows.filter((flow) => flow[side] === key).reduce((sum, { count }) => sum + count, 0);

/** Spread over the whole height, whatever there are fewer of. */
function placed(
  keys: readonly string[],
  count: (key: string) => number,
  each: number,
  high: number,
): FlowEnd[] {
  const counts = keys.map(count);
  const filled = each * counts.reduce((sum, one) => sum + one, 0);
  const gap = keys.length > 1 ? (high - filled) / (keys.length - 1) : 0;
  let top = 0;
  return keys.map((key, i) => {
    const size = each * (counts[i] ?? 0);
    const end = { key, count: counts[i] ?? 0, top, size };
    top += size + gap;
    return end;
  });
}

/** At each end the bands lie in the order of the ends that they lead to, so that they cross no more than they must. */
function bandsOf(
  starts: readonly FlowEnd[],
  ends: readonly FlowEnd[],
  flows: readonly Flow[],
  each: number,
): FlowBand[] {
  const left = new Map(starts.map(({ key, top }) => [key, top]));
  const right = new Map(ends.map(({ key, top }) => [key, top]));
  const inOrder = starts.flatMap(({ key: from }) =>
    ends.flatMap(({ key: to }) => flows.filter((flow) => flow.from === from && flow.to === to)),
  );
  return inOrder.map((flow) => {
    const size = each * flow.count;
    const [fromTop, toTop] = [left.get(flow.from) ?? 0, right.get(flow.to) ?? 0];
    left.set(flow.from, fromTop + size);
    right.set(flow.to, toTop + size);
    return { ...flow, fromTop, toTop, size };
  });
}

/**
 * The places nearest to the wanted ones, ascending, that are `least` apart and between `low` and `high`. There must be
 * room for all of them.
 */
export function apart(wanted: readonly number[], least: number, low: number, high: number): number[] {
  const down: number[] = [];
  for (const place of wanted) down.push(Math.max(place, (down.at(-1) ?? low - least) + least));
  const up: number[] = [];
  for (const place of down.toReversed()) up.push(Math.min(place, (up.at(-1) ?? high + least) - least));
  return up.reverse();
}
