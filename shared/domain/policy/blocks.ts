import { STAGE } from '../grading-rules.ts';
import type { Path } from './fault.ts';
import { ANY, type Condition, type When } from './names.ts';
import type { Policy } from './schema.ts';

/** A block of conditions, where it stands, and the names that are decided only after it. */
export interface Block {
  path: Path;
  when: When;
  later: readonly string[];
}

/** One condition at its place. */
export interface Placed {
  path: Path;
  name: string;
  condition: When[string];
}

/** Every block of conditions in a policy. */
export function blocksOf(policy: Policy): Block[] {
  const { flags, stages = [], segments, tiers, campaigns } = policy;
  const order = [...Object.keys(flags), STAGE, ...Object.keys(segments)];
  const from = (name: string) => order.slice(order.indexOf(name));
  return [
    ...Object.entries(flags).map(([name, { when }]) => block(['flags', name], when, from(name))),
    ...stages.map(({ when }, i) => block(['stages', i], when, from(STAGE))),
    ...Object.entries(segments).flatMap(([name, list]) =>
      list.map(({ when }, i) => block(['segments', name, i], when, from(name))),
    ),
    ...tiers.map(({ when }, i) => block(['tiers', i], when)),
    ...campaigns.flatMap(({ when, variants }, i) => [
      block(['campaigns', i], when),
      ...variants.map((variant, k) => block(['campaigns', i, 'variants', k], variant.when)),
    ]),
  ];
}

const block = (above: Path, when: When = {}, later: readonly string[] = []): Block => ({
  ...{ path: [...above, 'when'], when, later },
});

/** The conditions of a block, those under `any` too. */
export const conditionsIn = (when: When, path: Path = []): Placed[] =>
  Object.entries(when).flatMap(([name, condition]) =>
    name === ANY && isBlocks(condition)
      ? condition.flatMap((inner, i) => conditionsIn(inner, [...path, ANY, i]))
      : [{ path: [...path, name], name, condition }],
  );

/** Whether what stands there is a list of blocks, as under `any`. */
export const isBlocks = (condition: When[string]): condition is Record<string, Condition>[] =>
  Array.isArray(condition) && condition.every((member) => typeof member === 'object');

/** The single words and comparisons of a condition. */
export const membersOf = (condition: When[string]): (string | number | boolean)[] =>
  Array.isArray(condition) ? condition.filter((member) => typeof member !== 'object') : [condition];
