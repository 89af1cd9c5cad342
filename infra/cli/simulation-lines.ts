import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { CAUSES, CHANGES, inOrderOf } from '../../shared/domain/report/words.ts';
import type { Mover, Simulation } from './simulation.ts';
import { columns, type Terminal } from './terminal.ts';

/** A simulation for the terminal: tiers before and after, who would move and why, what would be mailed. */
export function simulationLines(found: Simulation, limit: number, { language }: Terminal): string[] {
  const say: Say = (text) => text[language];
  const { run } = found;
  return [
    '',
    say(
      both(
        `  Simulated as of ${run.asOf}; nothing has changed and nobody was mailed.`,
        `  已模拟，截至 ${run.asOf}；没有任何变动，也没有发送邮件。`,
      ),
    ),
    '',
    ...tierLines(found, say),
    '',
    ...moveLines(found, say),
    ...moverLines(found, limit, say),
    '',
    ...mailLines(found, say),
  ];
}

type Say = (text: Bilingual) => string;

function tierLines({ tiers }: Simulation, say: Say): string[] {
  const head = [both('customers by tier', '各等级客户（人）'), both('now', '现在'), both('then', '模拟后')];
  return columns(
    head.map(say),
    tiers.map(({ name, before, after }) => [say(name), before, after]),
  );
}

function moveLines({ moves, tiers }: Simulation, say: Say): string[] {
  if (moves.length === 0) return [say(both('  Nobody would move.', '  没有客户会变动。'))];
  const order = inOrderOf(CHANGES);
  const head = [
    both('who would move', '变动'),
    both('from', '从'),
    both('to', '到'),
    both('because', '原因'),
    both('customers', '人数'),
  ];
  return columns(
    head.map(say),
    moves
      .toSorted((a, b) => order(a.change, b.change))
      .map((move) => [word(CHANGES, move.change, say), ...placesOf(move, tiers, say), move.count]),
  );
}

function moverLines({ movers, tiers }: Simulation, limit: number, say: Say): string[] {
  const shown = movers.slice(0, limit);
  if (shown.length === 0) return [];
  const head = [both('customer', '客户'), both('from', '从'), both('to', '到'), both('because', '原因')];
  const rest = movers.length - shown.length;
  const more = both(
    `  … and ${rest} more: --limit N shows more, --out FILE.csv writes all.`,
    `  …… 还有 ${rest} 位：--limit N 显示更多，--out 文件.csv 写出全部。`,
  );
  return [
    '',
    ...columns(
      head.map(say),
      shown.map((mover) => [mover.customerId, ...placesOf(mover, tiers, say)]),
    ),
    ...(rest > 0 ? [say(more)] : []),
  ];
}

function placesOf(
  { from, to, cause }: Pick<Mover, 'from' | 'to' | 'cause'>,
  tiers: Simulation['tiers'],
  say: Say,
): string[] {
  const nameOf = (id: string | null): string => {
    const tier = tiers.find((one) => one.id === id);
    return tier ? say(tier.name) : '–';
  };
  return [nameOf(from), nameOf(to), cause === '' ? '–' : word(CAUSES, cause, say)];
}

function mailLines({ mails }: Simulation, say: Say): string[] {
  if (mails.length === 0) return [say(both('  No mails would be planned.', '  不会安排任何邮件。'))];
  const head = [
    both('mails by campaign', '各活动邮件（封）'),
    both('would go out', '会发送'),
    both('may not be mailed', '按规定不发'),
  ];
  return columns(
    head.map(say),
    mails.map(({ campaign, planned, skipped }) => [campaign, planned, skipped]),
  );
}

const word = (words: Record<string, Bilingual>, key: string, say: Say): string =>
  words[key] ? say(words[key]) : key;
