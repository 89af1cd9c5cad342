import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import {
  type DirectedFlow,
  type Direction,
  flowChart,
  type NamedEnd,
} from '../../shared/domain/report/flow-chart.ts';
import type { Say } from '../../shared/domain/report/html.ts';

type Move = Report['moves'][number];

interface Moving {
  moves: readonly Move[];
  /** Highest first. */
  tiers: readonly Pick<Report['tiers'][number], 'id' | 'name'>[];
}

/** No tier is called so: an id has no blank. */
const OUTSIDE = ' outside';

/** Everybody from his tier before to his tier now, with those who came and went. */
export function moveFlow({ moves, tiers }: Moving, say: Say, title = TITLE): string {
  const flows = flowsOf(moves);
  const named = tiers.map(({ id, name }) => ({ key: id, label: say(name) }));
  const [starts, ends] = (['from', 'to'] as const).map((side) => [
    ...named,
    ...(flows.some((flow) => flow[side] === OUTSIDE) ? [outside(OUTSIDES[side], say)] : []),
  ]);
  return flowChart(say, title, [starts ?? [], ends ?? []], flows);
}

const TITLE = both('From the tier before to the tier now', '从之前的等级到现在的等级');
const OUTSIDES = { from: both('new', '新客户'), to: both('left', '已移出') };

const outside = (name: Bilingual, say: Say): NamedEnd => ({ key: OUTSIDE, label: say(name) });

/** Whatever the cause. */
function flowsOf(moves: readonly Move[]): DirectedFlow[] {
  const flows = new Map<string, DirectedFlow>();
  for (const { from, to, change, count } of moves) {
    const ends = { from: from ?? OUTSIDE, to: to ?? OUTSIDE };
    const key = `${ends.from} ${ends.to}`;
    const flow = flows.get(key) ?? { ...ends, count: 0, direction: DIRECTIONS[change] ?? 'same' };
    flows.set(key, { ...flow, count: flow.count + count });
  }
  return [...flows.values()];
}

const DIRECTIONS: Partial<Record<Move['change'], Direction>> = { promoted: 'up', demoted: 'down' };
