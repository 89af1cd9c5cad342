import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { costWords } from '../../shared/domain/cost/words.ts';
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
        `  As if a full periodic run were made on ${run.asOf}; the next period is due after ${found.nextDue}. Nothing has changed and nobody was mailed.`,
        `  预演完成：假设在 ${run.asOf} 做一次完整的定期评级；下一个周期在 ${found.nextDue} 结束后评级。没有任何变动，也没有发送邮件。`,
      ),
    ),
    '',
    ...tierLines(found, say),
    '',
    ...moveLines(found, say),
    ...moverLines(found, limit, say),
    '',
    ...mailLines(found, say),
    ...costLines(found, say),
    say(SEE_MORE),
  ];
}

const SEE_MORE = both(
  '  `npm run tierwise -- send-test TEMPLATE ADDRESS` shows what a mail says. The simulation stays in the list of runs, as a row of its own.',
  '  用 `npm run tierwise -- send-test 模板 邮箱` 查看邮件内容。运行列表里会留下这次预演的一行记录。',
);

function costLines({ cost }: Simulation, say: Say): string[] {
  if (cost === null) return [];
  const sum = costWords(cost);
  return ['', say(both(`  cost: ${sum.en}`, `  费用：${sum['zh-CN']}`))];
}

type Say = (text: Bilingual) => string;

function tierLines({ tiers }: Simulation, say: Say): string[] {
  const head = [both('customers by tier', '各等级客户（人）'), both('now', '现在'), both('then', '预演后')];
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
    both('held out', '留作对照'),
    both('done by an earlier run', '此前已处理'),
    both('may not be mailed', '不能发'),
  ];
  return columns(
    head.map(say),
    mails.map(({ campaign, planned, heldOut, already, skipped }) => [
      ...[campaign, planned, heldOut, already, skipped],
    ]),
  );
}

const word = (words: Record<string, Bilingual>, key: string, say: Say): string =>
  words[key] ? say(words[key]) : key;
