import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Story } from '../../shared/domain/explain/story.ts';
import { conditionLines, tick } from './explain-ladder.ts';
import type { Say } from './explain-text.ts';

/** Every flag with its conditions, then the stage and the part of each segmentation. */
export const marksLines = (story: Story, say: Say): string[] => [
  ...flagLines(story, say),
  ...rungLines(both('stage', '阶段'), story.policy.stages ?? [], story.receipt.stage, story, say),
  ...Object.entries(story.policy.segments).flatMap(([name, list]) =>
    rungLines(both(name, name), list, story.receipt.segments[name] ?? null, story, say),
  ),
];

function flagLines(story: Story, say: Say): string[] {
  return Object.entries(story.policy.flags).flatMap(([name, { name: words, when }]) => {
    const up = story.receipt.flags[name] ?? false;
    return [`  ${tick(up)} ${say(words)}`, ...conditionLines(when, story, say)];
  });
}

type Rungs = NonNullable<Story['policy']['stages']>;

function rungLines(title: Bilingual, list: Rungs, id: string | null, story: Story, say: Say): string[] {
  const rung = list.find((each) => each.id === id);
  if (!rung) return [];
  const line = both(`${title.en}: ${rung.name.en}`, `${title['zh-CN']}：${rung.name['zh-CN']}`);
  return [`  ${say(line)}`, ...conditionLines(rung.when ?? {}, story, say)];
}
