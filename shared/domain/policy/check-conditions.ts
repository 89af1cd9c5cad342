import { type Bilingual, both } from '../bilingual.ts';
import { readableOf, STAGE } from '../grading-rules.ts';
import { type Block, blocksOf, conditionsIn, isBlocks, membersOf, type Placed } from './blocks.ts';
import { isCondition, plainText, type Readable, testOf } from './condition.ts';
import { misfit } from './condition-words.ts';
import type { Fault } from './fault.ts';
import { conditionNames, foretold, isForetold, noName } from './known-names.ts';
import { ANY, type When } from './names.ts';
import { meant } from './nearest.ts';
import type { Policy } from './schema.ts';

/** Amounts are read in this currency where the policy leaves it to the first export; only bounds are compared. */
const currencyOf = ({ currency }: Policy): string => currency.code ?? 'CNY';

export const readerOf = (policy: Policy) => ({
  ...{ currency: currencyOf(policy), readable: (name: string) => readableOf(policy, name) },
});

/** Every condition reads a name that is known by then, in a way that fits what the name stands for. */
export const checkConditions = (policy: Policy): Fault[] =>
  blocksOf(policy).flatMap((block) => [
    ...emptyBlocks(block),
    ...conditionsIn(block.when, block.path).flatMap((placed) => checkOne(placed, block, policy)),
  ]);

/** A block of `any` without conditions would hold for everybody. */
function emptyBlocks({ path, when }: Block): Fault[] {
  const blocks = when[ANY];
  if (blocks === undefined || !isBlocks(blocks)) return [];
  return blocks.flatMap((inner, i) =>
    Object.keys(inner).length === 0 ? [{ path: [...path, ANY, i], message: EMPTY_BLOCK }] : [],
  );
}

function checkOne({ path, name, condition }: Placed, { later }: Block, policy: Policy): Fault[] {
  const message = wrongName(name, later, policy) ?? wrongCondition(name, condition, policy);
  return message ? [{ path, message }] : [];
}

function wrongName(name: string, later: readonly string[], policy: Policy): Bilingual | undefined {
  if (name === ANY) return ANY_IS_LIST;
  if (!readableOf(policy, name))
    return noName(
      name,
      conditionNames(policy).filter((known) => !later.includes(known)),
    );
  if (later.includes(name)) return decidedLater(name);
  return isForetold(policy, name) ? foretold(name) : undefined;
}

function wrongCondition(name: string, condition: When[string], policy: Policy): Bilingual | undefined {
  const readable = readableOf(policy, name);
  if (!isCondition(condition) || !readable) return ONLY_ANY;
  if (readable.unit === 'text') return wrongText(name, condition, policy);
  return testOf(condition, readable, readerOf(policy)) ? undefined : misfit(name, condition, readable);
}

const SIZE = /^\s*(?:[<>≥≤＞＜]|\d+\s*\.\.)/;
const WORDS = ['known', 'unknown'];

function wrongText(name: string, condition: When[string], policy: Policy): Bilingual | undefined {
  const texts: Readable = { unit: 'text' };
  if (typeof condition === 'boolean') return misfit(name, condition, texts);
  const members = membersOf(condition).map(String);
  if (members.some((member) => SIZE.test(member))) return misfit(name, condition, texts);
  const ids = idsOf(name, policy);
  const strange = ids && members.map(bareText).find((text) => !WORDS.includes(text) && !ids.includes(text));
  return strange === undefined ? undefined : noPart(name, strange, ids ?? []);
}

/** The text that a condition names, without its sign. */
export const bareText = (condition: string): string => plainText(condition.replace(/^!?=\s*/, ''));

/** What a stage or a list of segments can be; undefined for a text that a file brings. */
function idsOf(name: string, { stages, segments }: Policy): string[] | undefined {
  const list = name === STAGE ? stages : Object.hasOwn(segments, name) ? segments[name] : undefined;
  return list?.map(({ id }) => plainText(id));
}

const EMPTY_BLOCK = both(
  'this block of any has no conditions and would hold for everybody',
  'any 中的这一组没有条件，会对所有客户成立，请写上条件或删除',
);
const ANY_IS_LIST = both(
  'under any stands a list of blocks, each with conditions and without any of its own: any: [{ rfm: ">= 4" }, { vip: yes }]',
  'any 下面是一个列表，每项是一组条件，其中不能再写 any，例如 any: [{ rfm: ">= 4" }, { vip: yes }]',
);
const ONLY_ANY = both(
  'a list of blocks stands only under any; here belongs a condition such as ">= 3"',
  '只有 any 下面才能写条件组的列表；此处应写条件，如 ">= 3"',
);
const decidedLater = (name: string): Bilingual =>
  both(
    `${name} is only decided after this; the order is flags, stages, segments, tiers, each from the top down`,
    `判断到这里时 ${name} 还没有结果；顺序为 flags、stages、segments、tiers，各自从上到下`,
  );
function noPart(name: string, part: string, ids: readonly string[]): Bilingual {
  const end = meant(part, ids);
  return both(`${name} is never ${part}${end.en}`, `${name} 中没有 ${part}${end['zh-CN']}`);
}
