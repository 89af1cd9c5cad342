import { type Bilingual, both } from '../bilingual.ts';
import type { Policy } from '../policy/schema.ts';
import { bandCount, isBanded, type ScoreTrace } from '../scores.ts';

type BandedTrace = Extract<ScoreTrace, { of: unknown }>;
type Trace = Pick<BandedTrace, 'raw' | 'better' | 'value' | 'edges'> & { per?: string | undefined };

/** Which side is better, how far to the front the band lies, and whose cut points these are. */
export function bandWords(name: string, trace: Trace, policy: Policy): Bilingual {
  const parts = [
    trace.better === 'lower' ? both('less is better', '越小越好') : both('more is better', '越大越好'),
    ...(trace.raw === null ? [NOTHING] : placeWords(name, trace, policy)),
    ...(trace.per === undefined ? [] : [both(`among ${trace.per}`, `只与 ${trace.per} 的客户相比`)]),
  ];
  return both(parts.map(({ en }) => en).join(', '), parts.map((each) => each['zh-CN']).join('，'));
}

const NOTHING = both('nothing known, so this band', '没有数据，按规定取此档');

/** Ties stay together, so a band holds about the share that it is named for. */
function placeWords(name: string, { value, edges }: Trace, policy: Policy): Bilingual[] {
  const score = Object.hasOwn(policy.scores, name) ? policy.scores[name] : undefined;
  if (!score || !isBanded(score) || bandCount(score) !== edges.length + 1) return [];
  const fromTop = edges.length + 1 - value;
  const { bands } = score;
  if ('edges' in bands) return [];
  if (value === 1) return [both('the lowest band', '最低一档')];
  const percent = 'top' in bands ? bands.top[fromTop] : Math.round((100 * (fromTop + 1)) / bands.quantile);
  return percent === undefined ? [] : [both(`about the top ${percent}%`, `约前 ${percent}%`)];
}
