import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { bandWords } from '../../shared/domain/explain/band-words.ts';
import { nameWords } from '../../shared/domain/explain/condition-words.ts';
import { scoreWords, weightedWords } from '../../shared/domain/explain/feature-words.ts';
import { lifetimeNotes, lifetimeSeen } from '../../shared/domain/explain/lifetime-words.ts';
import type { Story } from '../../shared/domain/explain/story.ts';
import { UNKNOWN, type ValueContext, valueWords } from '../../shared/domain/explain/value-words.ts';
import { isOfLifetime } from '../../shared/domain/feature-catalog.ts';
import type { Cell } from '../../shared/domain/features.ts';
import type { Receipt } from '../../shared/domain/receipt.ts';
import type { Say } from './explain-text.ts';
import { columns } from './terminal.ts';

export const contextOf = ({ policy, receipt }: Story): ValueContext => ({
  policy,
  currency: receipt.currency,
});

/** The facts of every customer, and each feature that counted; what the lifetime model says comes last. */
export function seenLines(story: Story, say: Say): string[] {
  const { lastOrderDate, orderCount, netAmount, seen } = story.receipt;
  const values: Record<string, Cell> = { orderCount, netAmount, ...seen };
  const names = Object.keys(values).filter((name) => !isOfLifetime(name));
  const last = [say(both('last counted order', '最近一次有效订单')), lastOrderDate ?? say(UNKNOWN)];
  const rows = names.map((name) => [
    say(nameWords(name, contextOf(story))),
    say(valueWords(name, values[name] ?? null, contextOf(story))),
  ]);
  const foretold = lifetimeSeen(story).map(({ about, seen: found }) => [say(about), say(found)]);
  const [, ...lines] = columns(['', ''], [last, ...rows, ...foretold]);
  return [...lines, ...lifetimeNotes(story).map((each) => `  ${say(each)}`)];
}

/** How each score came about. */
export function scoreLines(story: Story, say: Say): string[] {
  const { scores } = story.receipt;
  const head = [
    both('score', '评分'),
    both('value', '得分'),
    both('from', '依据'),
    both('seen', '实际值'),
    both('cut points', '分档线'),
    both('', ''),
  ];
  const rows = Object.entries(scores).map(([name, trace]) =>
    'of' in trace ? banded(name, trace, story, say) : weighted(name, trace, scores, say),
  );
  return rows.length === 0 ? [] : columns(head.map(say), rows);
}

type Traces = Receipt['scores'];
type Banded = Extract<Traces[string], { of: unknown }>;
type Weighted = Extract<Traces[string], { weights: unknown }>;

function banded(name: string, trace: Banded, story: Story, say: Say): string[] {
  const { of, raw, edges, value } = trace;
  const behind = Object.hasOwn(story.receipt.scores, of) ? story.receipt.scores[of] : undefined;
  const words = (cell: number | null): Bilingual => valueWords(of, cell, contextOf(story));
  return [
    say(scoreWords(name)),
    say(both(`band ${value} of ${edges.length + 1}`, `第 ${value} 档（共 ${edges.length + 1} 档）`)),
    say(behind ? weightedWords(of) : nameWords(of, contextOf(story))),
    say(raw === null && !behind && story.receipt.seen[of] !== null ? NO_ORDER : words(raw)),
    edges.map((edge) => say(words(edge))).join(' | '),
    say(bandWords(name, trace, story.model?.criteria ?? [])),
  ];
}

/** Without a counted order none of what orders tell is banded (DESIGN, rule 12). */
const NO_ORDER = both('no order that counts', '没有有效订单');

/** `0.3 × recency 5 + 0.7 × monetary 2`. */
const weighted = (name: string, { weights, value }: Weighted, scores: Traces, say: Say): string[] => [
  say(scoreWords(name)),
  String(value),
  Object.entries(weights)
    .map(([of, weight]) => `${weight} × ${say(scoreWords(of))} ${scores[of]?.value ?? ''}`)
    .join(' + '),
];
