import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import {
  type Column,
  counted,
  folded,
  note,
  type Say,
  type Table,
  table,
  wordIn,
} from '../../shared/domain/report/html.ts';
import { CHANGES, causeWords, inOrderOf, meaningWords } from '../../shared/domain/report/words.ts';
import { number, text, titled } from './layout.ts';

type Tier = Report['tiers'][number];
type Move = Report['moves'][number];

export function movesSection({ moves, tiers }: Report, say: Say): string {
  if (moves.every(({ change }) => change === 'joined')) return titled(say, TITLE, note(say, firstRun(moves)));
  const tables = [table(say, grid(moves, tiers, say)), table(say, causes(moves, say))];
  const details = folded(say, DETAILS, table(say, every(moves, tiers, say)));
  return titled(say, TITLE, tables.join('') + details);
}

const TITLE = both('Who moved, and why', '谁的等级变了，为什么');

function firstRun(moves: readonly Move[]): Bilingual {
  const customers = counted(moves.reduce((sum, { count }) => sum + count, 0));
  return both(
    `All ${customers} customers are graded for the first time, so nobody has moved yet.`,
    `${customers} 位客户均为首次参与评级，尚无等级变动。`,
  );
}

const DETAILS = both('Every move with its cause', '查看每种变动的原因');

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

function causes(moves: readonly Move[], say: Say): Table {
  const order = inOrderOf(CHANGES);
  const sums = new Map<string, Pick<Move, 'change' | 'cause' | 'count'>>();
  for (const { change, cause, count } of moves.filter((move) => move.change !== 'same')) {
    const key = `${change} ${cause}`;
    sums.set(key, { change, cause, count: count + (sums.get(key)?.count ?? 0) });
  }
  const sorted = [...sums.values()].sort((a, b) => order(a.change, b.change) || b.count - a.count);
  return {
    caption: both('Why tiers changed', '等级变动的原因'),
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

function every(moves: readonly Move[], tiers: readonly Tier[], say: Say): Table {
  const order = inOrderOf(CHANGES);
  const nameOf = (id: string | null) => {
    const tier = tiers.find((each) => each.id === id);
    return tier ? say(tier.name) : (id ?? '');
  };
  return {
    caption: both('Every move', '全部变动'),
    columns: [
      text('change', '变动'),
      text('from', '从'),
      text('to', '到'),
      text('cause', '原因'),
      number('customers', '人数'),
    ],
    rows: moves
      .toSorted((a, b) => order(a.change, b.change) || b.count - a.count)
      .map(({ change, from, to, cause, count }) => [
        wordIn(CHANGES, change, say),
        nameOf(from),
        nameOf(to),
        say(causeWords(change, cause)),
        count,
      ]),
  };
}
