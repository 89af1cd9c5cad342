import { type Bilingual, both } from '../bilingual.ts';
import type { Criteria } from '../criteria.ts';
import { edgesKey, type ScoreTrace } from '../scores.ts';

type BandedTrace = Extract<ScoreTrace, { of: unknown }>;
type Trace = Pick<BandedTrace, 'raw' | 'better' | 'value' | 'edges'> & { per?: string | undefined };

/**
 * Which side is better, how far to the front the band lies by the customers that the run counted in each, and whose cut
 * points these are.
 */
export function bandWords(name: string, trace: Trace, criteria: readonly Criteria[]): Bilingual {
  const parts = [
    trace.better === 'lower' ? both('less is better', '越小越好') : both('more is better', '越大越好'),
    ...(trace.raw === null ? [NOTHING] : placeWords(name, trace, criteria)),
    ...(trace.per === undefined ? [] : [both(`among ${trace.per}`, `只与 ${trace.per} 的客户相比`)]),
  ];
  return both(parts.map(({ en }) => en).join(', '), parts.map((each) => each['zh-CN']).join('，'));
}

const NOTHING = both('nothing known, so this band', '没有数据，按规定取此档');

/** Ties stay together, so that only counting tells how many are in this band or a better one. */
function placeWords(name: string, { value, edges, per }: Trace, criteria: readonly Criteria[]): Bilingual[] {
  if (value === 1) return [both('the lowest band', '最低一档')];
  const bands = criteria.find(({ key }) => key === edgesKey(name, per))?.bands ?? [];
  if (bands.length !== edges.length + 1) return [];
  const all = total(bands);
  if (all === 0) return [];
  const percent = ((100 * total(bands.slice(value - 1))) / all).toFixed(1);
  return [
    both(
      `in the top ${percent}% of ${all.toLocaleString('en-US')} customers`,
      `在 ${all.toLocaleString('en-US')} 位客户中居前 ${percent}%`,
    ),
  ];
}

const total = (bands: readonly number[]): number => bands.reduce((sum, customers) => sum + customers, 0);
