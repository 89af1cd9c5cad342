import { type Bilingual, both } from '../bilingual.ts';
import { BUILT_IN_NAMES, LIFETIME_NAMES } from '../feature-catalog.ts';
import { STAGE } from '../grading-rules.ts';
import type { Fault, Path } from './fault.ts';
import { ANY } from './names.ts';
import type { Policy } from './schema.ts';

type Owner = readonly [name: string, owner: Bilingual, path: Path];

/** A condition reads all of these by their bare name, so that each name stands for one thing only. */
export const checkNames = (policy: Policy): Fault[] => [...checkTaken(policy), ...checkCase(policy)];

function checkTaken(policy: Policy): Fault[] {
  const taken = new Map<string, Bilingual>(RESERVED);
  return ownNames(policy).flatMap(([name, owner, path]): Fault[] => {
    const before = taken.get(name);
    taken.set(name, before ?? owner);
    return before ? [{ path, message: clash(name, before) }] : [];
  });
}

/** Features become columns, and engines tell columns apart without regard to case. */
function checkCase({ features }: Policy): Fault[] {
  const before = new Map([...BUILT_IN_NAMES, ...LIFETIME_NAMES].map((name) => [name.toLowerCase(), name]));
  return Object.keys(features).flatMap((name): Fault[] => {
    const other = before.get(name.toLowerCase()) ?? name;
    before.set(name.toLowerCase(), other);
    return other === name ? [] : [{ path: ['features', name], message: onlyCase(name, other) }];
  });
}

function ownNames({ features, scores, flags, segments }: Policy): Owner[] {
  const each = (list: object, key: string, owner: Bilingual) =>
    Object.keys(list).map((name): Owner => [name, owner, [key, name]]);
  return [
    ...each(features, 'features', both('a feature', '特征')),
    ...each(scores, 'scores', both('a score', '评分')),
    ...each(flags, 'flags', both('a flag', '标记')),
    ...each(segments, 'segments', both('a list of segments', '细分')),
  ];
}

const KEPT = both('a word of the policy’s language', '策略语言的保留词');
const EVERY_OBJECT = both('a word that programs use themselves', '程序自身使用的词');
const BUILT_IN = both('a feature that every policy has', '系统自带的特征');

const RESERVED: [string, Bilingual][] = [
  ...[ANY, STAGE, 'known', 'unknown'].map((word): [string, Bilingual] => [word, KEPT]),
  // What a record answers to by such a name is no value of its own.
  ...Object.getOwnPropertyNames(Object.prototype).map((name): [string, Bilingual] => [name, EVERY_OBJECT]),
  ...[...BUILT_IN_NAMES, ...LIFETIME_NAMES].map((name): [string, Bilingual] => [name, BUILT_IN]),
];

const onlyCase = (name: string, other: string): Bilingual =>
  both(
    `the name ${name} differs from ${other} in capital letters alone; choose another`,
    `名称 ${name} 与 ${other} 只有大小写不同，请换一个`,
  );
const clash = (name: string, before: Bilingual): Bilingual =>
  both(
    `the name ${name} is taken: it is ${before.en}; choose another`,
    `名称 ${name} 已被占用（${before['zh-CN']}），请换一个`,
  );
