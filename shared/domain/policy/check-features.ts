import { type Bilingual, both } from '../bilingual.ts';
import { isMeasured, kindOf } from '../feature-catalog.ts';
import { plainText } from './condition.ts';
import type { Fault, Path } from './fault.ts';
import {
  type ColumnFeature,
  type DerivedFeature,
  type FeatureDefinition,
  type MeasuredFeature,
  MOST_DAYS,
} from './feature-schema.ts';
import { featureNames, foretold, isForetold, noName } from './known-names.ts';
import { operandsOf } from './names-read.ts';
import type { Policy } from './schema.ts';

type Finding = [good: boolean, step: string, message: Bilingual];

/** What is defined of each feature fits together, and what it is reckoned from is there and not itself. */
export const checkFeatures = (policy: Policy): Fault[] =>
  Object.entries(policy.features).flatMap(([name, definition]) => {
    const path = ['features', name];
    if (isMeasured(definition)) return found(path, findingsOf(definition));
    return [...checkOperands(policy, definition, path), ...checkCircle(policy, name, path)];
  });

const found = (path: Path, findings: Finding[]): Fault[] =>
  findings.filter(([good]) => !good).map(([, step, message]) => ({ path: [...path, step], message }));

function findingsOf(definition: MeasuredFeature): Finding[] {
  if (definition.from === 'customers') return ofColumn(definition);
  const { days } = definition;
  const before = 'before' in definition ? definition.before : 0;
  const near = typeof days !== 'number' || days + before <= MOST_DAYS;
  const findings: Finding[] = [[near, 'days', TOO_FAR]];
  if (definition.from === 'feedback') findings.push(...ofFeedback(definition));
  if ('amountFrom' in definition)
    findings.push([
      rises(definition.amountFrom, definition.amountTo),
      'amountTo',
      turned('amountFrom', 'amountTo'),
    ]);
  return findings;
}

function ofFeedback({
  feedback,
  open,
  scoreFrom,
  scoreTo,
}: Extract<MeasuredFeature, { from: 'feedback' }>): Finding[] {
  const kinds: readonly string[] = feedback === undefined ? ['complaint'] : [feedback].flat();
  return [
    [open === undefined || kinds.includes('complaint'), 'open', ONLY_COMPLAINTS],
    [rises(scoreFrom, scoreTo), 'scoreTo', turned('scoreFrom', 'scoreTo')],
  ];
}

const rises = (from: number | undefined, to: number | undefined): boolean =>
  from === undefined || to === undefined || from <= to;

function ofColumn({ as, levels, otherwise }: ColumnFeature): Finding[] {
  const words = levels?.map(plainText) ?? [];
  return [
    [as !== 'level' || levels !== undefined, 'as', NEEDS_LEVELS],
    [as === 'level' || levels === undefined, 'levels', ONLY_LEVELS],
    [new Set(words).size === words.length, 'levels', LEVEL_TWICE],
    [otherwise === undefined || fits(otherwise, as, words.length), 'otherwise', OTHERWISE[as]],
  ];
}

function fits(otherwise: number | string, as: ColumnFeature['as'], levels: number): boolean {
  if (as === 'text') return typeof otherwise === 'string';
  if (typeof otherwise === 'string') return false;
  if (as === 'yesNo') return otherwise === 0 || otherwise === 1;
  return as !== 'level' || (Number.isInteger(otherwise) && otherwise >= 1 && otherwise <= levels);
}

function checkOperands(policy: Policy, definition: DerivedFeature, path: Path): Fault[] {
  const [key, list] = operation(definition);
  const faults = list.flatMap((operand, i): Fault[] => {
    if (typeof operand === 'number') return [];
    const message = wrongFeature(policy, operand);
    return message ? [{ path: [...path, key, i], message }] : [];
  });
  const byNothing = key === 'divide' && list[1] === 0;
  return byNothing ? [...faults, { path: [...path, key, 1], message: BY_NOTHING }] : faults;
}

function operation(definition: DerivedFeature): [string, readonly (string | number)[]] {
  if ('divide' in definition) return ['divide', definition.divide];
  if ('multiply' in definition) return ['multiply', definition.multiply];
  return 'add' in definition ? ['add', definition.add] : ['subtract', definition.subtract];
}

/** Why a name cannot be reckoned with or put into bands; undefined for a feature that is a number. */
export function wrongFeature(policy: Policy, name: string): Bilingual | undefined {
  const kind = kindOf(policy, name);
  if (!kind) return isScore(policy, name) ? notFeature(name) : noName(name, featureNames(policy));
  if (kind.unit === 'text') return isText(name);
  return isForetold(policy, name) ? foretold(name) : undefined;
}

const isScore = ({ scores }: Policy, name: string): boolean => Object.hasOwn(scores, name);

function checkCircle({ features }: Policy, name: string, path: Path): Fault[] {
  const definitionOf = (each: string): FeatureDefinition | undefined =>
    Object.hasOwn(features, each) ? features[each] : undefined;
  const reached = new Set<string>();
  const follow = (each: string): void => {
    for (const operand of operandsIn(definitionOf(each)))
      if (!reached.has(operand)) {
        reached.add(operand);
        follow(operand);
      }
  };
  follow(name);
  return reached.has(name) ? [{ path, message: circle(name) }] : [];
}

const operandsIn = (definition: FeatureDefinition | undefined): string[] =>
  definition ? operandsOf(definition) : [];

const NUMBER = both('otherwise must be a number here', '此处 otherwise 必须是数字');
const OTHERWISE: Record<ColumnFeature['as'], Bilingual> = {
  text: both('otherwise must be a text here; put it in quotes', '此处 otherwise 必须是文字，请加引号'),
  ...{ number: NUMBER, money: NUMBER, daysUntil: NUMBER, daysSince: NUMBER },
  yesNo: both('otherwise must be 1 (yes) or 0 (no) here', '此处 otherwise 只能是 1（是）或 0（否）'),
  level: both(
    'otherwise must be the place of a level here, 1 = the lowest',
    '此处 otherwise 必须是级别的序号，1 为最低',
  ),
};
const TOO_FAR = both(
  'days and before together must lie within a hundred years (36500 days)',
  'days 与 before 之和不能超过一百年（36500 天）',
);
const ONLY_COMPLAINTS = both(
  'only complaints can be open: write feedback: complaint',
  '只有投诉才有未关闭一说：请写 feedback: complaint',
);
const NEEDS_LEVELS = both(
  'as: level needs levels: the words from the lowest to the highest',
  'as: level 须同时写 levels：各级别的词，从低到高',
);
const ONLY_LEVELS = both('levels belong to as: level alone', '只有 as: level 才能写 levels');
const LEVEL_TWICE = both('a level is named twice', '级别重复');
const BY_NOTHING = both('nothing can be divided by 0', '除数不能为 0');
const turned = (from: string, to: string): Bilingual =>
  both(`${to} must not be below ${from}`, `${to} 不能小于 ${from}`);
const notFeature = (name: string): Bilingual =>
  both(`${name} is a score; here a feature is needed`, `${name} 是评分，此处需要特征`);
const isText = (name: string): Bilingual =>
  both(`${name} is a text; here a feature that is a number is needed`, `${name} 是文字，此处需要数字特征`);
const circle = (name: string): Bilingual =>
  both(`${name} is reckoned from itself, in a circle`, `${name} 的计算绕回了自己，形成循环`);
