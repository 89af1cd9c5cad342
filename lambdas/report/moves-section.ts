import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import {
  type Column,
  counted,
  folded,
  type Say,
  type Table,
  table,
  wordIn,
} from '../../shared/domain/report/html.ts';
import { CHANGES, causeWords, inOrderOf, meaningWords } from '../../shared/domain/report/words.ts';
import { lead, number, text, titled } from './layout.ts';
import { moveFlow } from './move-flow.ts';

type Tier = Report['tiers'][number];
type Move = Report['moves'][number];

export function movesSection({ moves, tiers }: Report, say: Say): string {
  if (moves.every(({ change }) => change === 'joined')) return titled(say, TITLE, lead(say, firstRun(moves)));
  const body = [
    lead(say, meaning(moves)),
    moveFlow({ moves, tiers }, say),
    folded(say, BEHIND, table(say, grid(moves, tiers, say))),
    table(say, causes(moves, say)),
    folded(say, DETAILS, table(say, every(moves, tiers, say))),
  ];
  return titled(say, TITLE, body.join(''));
}

const TITLE = both('Who moved, and why', '谁的等级变了，为什么');

const BEHIND = both('The figures behind the picture', '查看图中数据');

/** The cause that most of those who moved have in common. */
function meaning(moves: readonly Move[]): Bilingual {
  const moved = moves.filter(
    ({ change }) => change === 'promoted' || change === 'demoted' || change === 'sideways',
  );
  const of = (cause: Move['cause']) => total(moved.filter((move) => move.cause === cause));
  const [most] = [...new Set(moved.map(({ cause }) => cause))].sort((a, b) => of(b) - of(a));
  if (most === undefined) return both('Nobody with a tier moved to another.', '已有等级的客户等级均无变动。');
  const words = causeWords('', most);
  const [all, own] = [total(moved), of(most)].map(counted);
  return both(
    `${all} customers moved; the most common cause: ${words.en} (${own}).`,
    `${all} 位客户等级有变，最主要的原因是：${words['zh-CN']}（${own} 位）。`,
  );
}

const total = (moves: readonly Move[]): number => moves.reduce((sum, { count }) => sum + count, 0);

function firstRun(moves: readonly Move[]): Bilingual {
  const customers = counted(total(moves));
  return both(
    `All ${customers} customers are graded for the first time, so nobody has moved yet.`,
    `${customers} 位客户均为首次参与评级，尚无等级变动。`,
  );
}

export const DETAILS = both('Every move with its cause', '查看每种变动的原因');

/** From which tier to which; those who stayed stand on the diagonal. */
function grid(moves: readonly Move[], tiers: readonly Tier[], say: Say): Table {
  const count = (from: string | null, to: string | null) =>
    moves.filter((move) => move.from === from && move.to === to).reduce((sum, move) => sum + move.count, 0);
  const gone = moves.some(({ to }) => to === null);
  const ends = [...tiers.map(({ id }) => id), ...(gone ? [null] : [])];
  const starts: [string | null, Bilingual][] = [
    ...tiers.map(({ id, name }): [string, Bilingual] => [id, name]),
    [null, both('new customers', '新客户')],
  ];
  return {
    caption: both(
      'Customers from the tier before (rows) to the tier now (columns)',
      '客户从之前等级（行）到现在等级（列），单位：人',
    ),
    columns: [
      text('before', '之前'),
      ...tiers.map(({ name }): Column => ({ head: name, kind: 'number' })),
      ...(gone ? [number('left', '已移出')] : []),
    ],
    rows: starts.map(([from, name]) => [say(name), ...ends.map((to) => count(from, to) || '–')]),
  };
}

/** What moves people and how many of them, the cause in a word and in a sentence. */
export function causes(moves: readonly Move[], say: Say): Table {
  const order = inOrderOf(CHANGES);
  const sums = new Map<string, Pick<Move, 'change' | 'cause' | 'count'>>();
  for (const { change, cause, count } of moves.filter((move) => move.change !== 'same')) {
    const key = `${change} ${cause}`;
    sums.set(key, { change, cause, count: count + (sums.get(key)?.count ?? 0) });
  }
  const sorted = [...sums.values()].sort((a, b) => order(a.change, b.change) || b.count - a.count);
  return {
    caption: both('Why tiers change', '等级变动的原因'),
    columns: [
      text('change', '变动'),
      number('customers', '人数'),
      text('cause', '原因'),
      { head: both('which means', '说明'), kind: 'sentence' },
    ],
    rows: sorted.map(({ change, cause, count }) => [
      wordIn(CHANGES, change, say),
      count,
      say(causeWords(change, cause)),
      say(meaningWords(change, cause) ?? both('', '')),
    ]),
  };
}

/** Each way from a tier to another, with its cause. */
export function every(moves: readonly Move[], tiers: readonly Pick<Tier, 'id' | 'name'>[], say: Say): Table {
  const order = inOrderOf(CHANGES);
  const nameOf = (id: string | null) => {
    const tier = tiers.find((each) => each.id === id);
    return tier ? say(tier.name) : (id ?? '–');
  };
  return {
    caption: both('Every move', '全部变动'),
    columns: [
      text('change', '变动'),
      { head: both('from → to', '从 → 到'), kind: 'wrapping' },
      text('cause', '原因'),
      number('customers', '人数'),
    ],
    rows: moves
      .toSorted((a, b) => order(a.change, b.change) || b.count - a.count)
      .map(({ change, from, to, cause, count }) => [
        wordIn(CHANGES, change, say),
        `${nameOf(from)} → ${nameOf(to)}`,
        say(causeWords(change, cause)),
        count,
      ]),
  };
}
