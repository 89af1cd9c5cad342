import { both } from '../../shared/domain/bilingual.ts';
import { type Check, type CheckLine, checksOf } from '../../shared/domain/explain/condition-words.ts';
import { type Story, tierName } from '../../shared/domain/explain/story.ts';
import { readingOf, STAGE } from '../../shared/domain/grading-rules.ts';
import type { Reading } from '../../shared/domain/policy/condition.ts';
import type { When } from '../../shared/domain/policy/names.ts';
import { scoresOf } from '../../shared/domain/scores.ts';
import { contextOf } from './explain-scores.ts';
import type { Say } from './explain-text.ts';

/** Everything that conditions read of him, by name. */
export const seenBy = ({ receipt }: Story): Reading => ({
  ...readingOf(receipt.seen, scoresOf(receipt.scores)),
  ...receipt.flags,
  ...receipt.segments,
  [STAGE]: receipt.stage,
});

/** The rungs that were asked, each condition with what was needed and what was there. */
export function ladderLines(story: Story, say: Say): string[] {
  const { asked } = story.receipt;
  return asked.flatMap(({ tier, when }, place) => {
    const won = place === asked.length - 1;
    const open = Object.keys(when).length === 0 ? say(both(': everybody else', '：其余客户')) : '';
    const name = `  ${tick(won)} ${say(tierName(story.policy, tier))}${open}`;
    return [name, ...conditionLines(when, story, say)];
  });
}

export const tick = (holds: boolean): string => (holds ? '✓' : '✗');

export const conditionLines = (when: When, story: Story, say: Say): string[] =>
  checksOf(when, seenBy(story), contextOf(story)).flatMap((line) => lineOf(line, say));

function lineOf(line: CheckLine, say: Say): string[] {
  if (!('anyOf' in line)) return [`      ${checked(line, say)}`];
  const head = `      ${tick(line.holds)} ${say(both('one of these is enough', '满足其中一组即可'))}`;
  return [
    head,
    ...line.anyOf.map(
      (block) => `          ${block.map((each) => checked(each, say)).join(say(both('; ', '；')))}`,
    ),
  ];
}

const checked = ({ holds, about, needed, seen }: Check, say: Say): string =>
  `${tick(holds)} ${say(
    both(
      `${about.en}: ${needed.en} needed, ${seen.en} seen`,
      `${about['zh-CN']}：需 ${needed['zh-CN']}，现为 ${seen['zh-CN']}`,
    ),
  )}`;
