import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { nextOrderWords } from '../../shared/domain/explain/next-order-words.ts';
import { protectionWords } from '../../shared/domain/explain/protection-words.ts';
import { historyOf, type Story, sinceOf, tierName } from '../../shared/domain/explain/story.ts';
import { periodInWords } from '../../shared/domain/report/period.ts';
import { CHANGES, causeWords, meaningWords } from '../../shared/domain/report/words.ts';
import { ladderLines } from './explain-ladder.ts';
import { marksLines } from './explain-marks.ts';
import { scoreLines, seenLines } from './explain-scores.ts';
import { columns } from './terminal.ts';

export type Say = (text: Bilingual) => string;

/** One customer's tier in words, from what he has down to where the receipt lies. */
export function explanation(story: Story, language: Language): string[] {
  const say: Say = (text) => text[language];
  const sentences = (words: Bilingual[]) => words.map((each) => `  ${say(each)}`);
  const sections: [title: Bilingual, lines: string[]][] = [
    [both('What was seen', '购买情况'), seenLines(story, say)],
    [both('Scores', '评分'), scoreLines(story, say)],
    [both('Flags, stage and segments', '标记、阶段与细分'), marksLines(story, say)],
    [LADDER, ladderLines(story, say)],
    [both('What protects the tier', '等级保护'), sentences(protectionWords(story))],
    [both('One more order', '再下一单'), sentences(nextOrderWords(story.nextOrder, story))],
    [both('Tiers so far', '历次等级'), historyLines(story, say)],
    [both('Receipt', '评级依据'), [`  ${story.where}`]],
  ];
  const told = sections.filter(([, lines]) => lines.length > 0);
  return [...head(story, say), ...told.flatMap(([title, lines]) => ['', say(title), ...lines])];
}

const LADDER = both(
  'Tiers, from the top: the first of which everything holds',
  '逐级判断：从最高等级起，条件全部满足的第一个等级生效',
);

function head(story: Story, say: Say): string[] {
  const { receipt, policy } = story;
  const { customerId, tier, asOf, period, movement } = receipt;
  const name = tierName(policy, tier);
  const since = sinceOf(story);
  const mode = movement.mode === 'periodic' ? both('periodic grading', '定期评级') : ON_DEMAND;
  return [
    say(both(`${customerId}: ${name.en}, since ${since}`, `${customerId}：${name['zh-CN']}，自 ${since} 起`)),
    `  ${say(both(`as of ${asOf}`, `截至 ${asOf}`))} · ${say(mode)} · ${say(periodInWords(period))}`,
    `  ${say(changeWords(story))}`,
    ...meaningLines(story, say),
  ];
}

const ON_DEMAND = both('grading on demand', '按需评级');

function changeWords({ receipt: { change, previousTier, cause }, policy }: Story): Bilingual {
  const kind = CHANGES[change] ?? both(change, change);
  if (change === 'same' || cause === '' || (change === 'joined' && cause === 'behaviour')) return kind;
  const before = tierName(policy, previousTier);
  const why = causeWords(change, cause);
  const from =
    previousTier === null
      ? kind
      : both(`${kind.en}, ${before.en} before`, `${kind['zh-CN']}，之前为${before['zh-CN']}`);
  return both(`${from.en}; cause: ${why.en}`, `${from['zh-CN']}；原因：${why['zh-CN']}`);
}

/** What was decided to find the cause. */
function meaningLines({ receipt: { change, cause } }: Story, say: Say): string[] {
  const meaning = change === 'same' ? undefined : meaningWords(change, cause);
  return meaning ? [`  ${say(meaning)}`] : [];
}

function historyLines(story: Story, say: Say): string[] {
  const rows = historyOf(story).map(({ on, from, to, change, cause }) => [
    on,
    say(tierName(story.policy, from)),
    say(tierName(story.policy, to)),
    say(CHANGES[change] ?? both(change, change)),
    say(causeWords(change, cause)),
  ]);
  if (rows.length === 0) return [];
  const head = [
    both('on', '日期'),
    both('from', '从'),
    both('to', '到'),
    both('change', '变动'),
    both('cause', '原因'),
  ];
  return columns(head.map(say), rows);
}
