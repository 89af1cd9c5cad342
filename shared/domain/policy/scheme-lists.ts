import { type Bilingual, both } from '../bilingual.ts';
import type { Path } from './fault.ts';
import type { When } from './names.ts';
import type { Policy } from './schema.ts';

/** Rungs of which the first that holds wins; a flag is a list of two, up and not. */
export interface Ladder {
  whens: readonly When[];
  /** Where each rung stands; nothing for one that need not be won. */
  paths: readonly (Path | undefined)[];
  never(rung: number): Bilingual;
}

/** Everything in a policy that somebody must be able to win, the ladder of tiers first. */
export function laddersOf({ tiers, stages = [], segments, flags }: Policy): Ladder[] {
  return [
    ladder(['tiers'], tiers, TIER),
    ...(stages.length > 0 ? [ladder(['stages'], stages, STAGE)] : []),
    ...Object.entries(segments).map(([name, list]) => ladder(['segments', name], list, SEGMENT)),
    ...Object.entries(flags).map(
      ([name, { when }]): Ladder => ({
        ...{ whens: [when, {}], paths: [['flags', name], undefined], never: () => neverUp(name) },
      }),
    ),
  ];
}

const ladder = (
  path: Path,
  rungs: readonly { id: string; when?: When | undefined }[],
  one: Bilingual,
): Ladder => ({
  whens: rungs.map(({ when }) => when ?? {}),
  paths: rungs.map((_, i) => [...path, i]),
  never: (rung) => neverWins(one, rungs[rung]?.id ?? ''),
});

const TIER = both('tier', '等级');
const STAGE = both('stage', '阶段');
const SEGMENT = both('segment', '细分');

const neverWins = ({ en, 'zh-CN': zh }: Bilingual, id: string): Bilingual =>
  both(
    `nobody can ever reach the ${en} ${id}: its conditions never hold together, or a ${en} above always wins first`,
    `${zh} ${id} 永远无人能得：条件无法同时满足，或总被其上的${zh}抢先`,
  );
const neverUp = (name: string): Bilingual =>
  both(
    `the flag ${name} is never up: its conditions never hold together`,
    `标记 ${name} 永远不会出现：条件无法同时满足`,
  );
