import { type Bilingual, both } from '../bilingual.ts';
import type { Fault, Path } from './fault.ts';
import type { When } from './names.ts';
import type { Policy } from './schema.ts';

interface List {
  path: Path;
  rungs: readonly { id: string; when?: When | undefined }[];
  one: Bilingual;
}

/** Tiers, stages and segments: of each list the first that holds wins, and the last takes everybody else. */
export const checkLists = (policy: Policy): Fault[] => [
  ...listsOf(policy).flatMap((list) => [...checkIds(list), ...checkOpenRung(list)]),
  ...checkRanks(policy),
];

function listsOf({ tiers, stages = [], segments }: Policy): List[] {
  return [
    { path: ['tiers'], rungs: tiers, one: both('tier', '等级') },
    { path: ['stages'], rungs: stages, one: both('stage', '阶段') },
    ...Object.entries(segments).map(([name, rungs]) => ({
      ...{ path: ['segments', name], rungs, one: both('segment', '细分') },
    })),
  ];
}

function checkIds({ path, rungs, one }: List): Fault[] {
  const ids = rungs.map(({ id }) => id);
  return ids.flatMap((id, i) =>
    ids.indexOf(id) === i ? [] : [{ path: [...path, i, 'id'], message: twice(one, id) }],
  );
}

function checkOpenRung({ path, rungs, one }: List): Fault[] {
  return rungs.flatMap(({ when }, i): Fault[] => {
    const open = when === undefined || Object.keys(when).length === 0;
    if (open === (i === rungs.length - 1)) return [];
    return open
      ? [{ path: [...path, i], message: openTooEarly(one) }]
      : [{ path: [...path, i, 'when'], message: lastIsClosed(one) }];
  });
}

function checkRanks({ tiers }: Policy): Fault[] {
  const ranked = tiers.filter(({ rank }) => rank !== undefined).length;
  if (ranked === 0 || ranked === tiers.length) return [];
  return tiers.flatMap(({ rank }, i) =>
    rank === undefined ? [{ path: ['tiers', i], message: RANK_FOR_ALL }] : [],
  );
}

const openTooEarly = ({ en, 'zh-CN': zh }: Bilingual): Bilingual =>
  both(
    `only the last ${en} may be without when: no ${en} below this one could ever be won`,
    `只有最后一个${zh}可以不写 when，否则其后的${zh}永远无人能得`,
  );
const lastIsClosed = ({ en, 'zh-CN': zh }: Bilingual): Bilingual =>
  both(
    `the last ${en} must have no when: it takes everyone whom no other ${en} takes; add one without when below it`,
    `最后一个${zh}不能写 when：未落入其他${zh}的客户都归入它；请在其下再加一个不写 when 的${zh}`,
  );
const RANK_FOR_ALL = both('either every tier has a rank or none', 'rank 要么全部等级都写，要么都不写');
const twice = ({ en, 'zh-CN': zh }: Bilingual, id: string): Bilingual =>
  both(`the ${en} ${id} is named twice`, `${zh} ${id} 重复`);
