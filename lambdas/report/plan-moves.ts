import type { PlanPage } from '../../shared/contract/plan-page.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { folded, note, type Say, table } from '../../shared/domain/report/html.ts';
import { titled } from './layout.ts';
import { moveFlow } from './move-flow.ts';
import { causes, DETAILS, every } from './moves-section.ts';
import { movesOf } from './plan-words.ts';

/** Who goes from where to where, and why. In a first run everybody is new, which a picture would only repeat. */
export function planMoves(plan: PlanPage, say: Say): string {
  const { moves, tiers } = plan;
  const going = moves.filter(({ change }) => change !== 'same');
  if (going.length === 0) return titled(say, TITLE, note(say, NOBODY));
  const isFirst = movesOf(plan, 'joined') === moves.reduce((sum, { count }) => sum + count, 0);
  const picture = isFirst ? '' : moveFlow({ moves, tiers }, say, PICTURE);
  const each = folded(say, DETAILS, table(say, every(going, tiers, say)));
  return titled(say, TITLE, picture + table(say, causes(going, say)) + each);
}

const TITLE = both('Who moves, and why', '谁的等级会变，为什么');
const PICTURE = both('From the tier before the run to the tier after it', '从运行前的等级到运行后的等级');
const NOBODY = both('Nobody’s tier changes.', '没有客户的等级会变。');
