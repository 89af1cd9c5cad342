import type { OverridesAnswer } from '../../shared/contract/overrides.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Terminal } from './terminal.ts';

/** What became of manual tiers, with the place of every fault. */
export function overrideLines(answer: OverridesAnswer, { language }: Terminal): string[] {
  const remarks = [...answer.faults, ...answer.notes].map((one) => placed(one)[language]);
  return [statusOf(answer)[language], ...remarks];
}

/** The manual tier that somebody has now. */
export interface Understood {
  said: { tier: string; until: string };
  name: Bilingual;
}

/** Whom it was about, and what he has now. It goes to the terminal of whoever asked, and nowhere else. */
export function understoodLines(
  customer: string,
  understood: Understood | undefined,
  { language }: Terminal,
): string[] {
  if (!understood) return [`      ${customer}`];
  const { said, name } = understood;
  const text = both(
    `      ${customer}: ${name.en} until ${said.until}`,
    `      ${customer}：${name['zh-CN']}，至 ${said.until}`,
  );
  return [text[language]];
}

export const noneLines = (customer: string, { language }: Terminal): string[] => [
  both(
    `  ${customer} has no manual tier; there is nothing to end.`,
    `  ${customer} 没有手动等级，无需取消。`,
  )[language],
];

function statusOf({ status, set, ended, superseded, notes }: OverridesAnswer): Bilingual {
  if (status === 'refused')
    return both(
      '  ✗ The manual tiers have faults; nothing of them is in use.',
      '  ✗ 手动等级有错误，全部未采用。',
    );
  const parts: [number, Bilingual][] = [
    [set, both(`${set} set`, `设定 ${set} 位`)],
    [ended, both(`${ended} ended`, `取消 ${ended} 位`)],
    [superseded, both(`${superseded} overtaken by a later upload`, `${superseded} 位已有更新的上传`)],
  ];
  const said = parts.filter(([count]) => count > 0).map(([, words]) => words);
  // A remark, such as a customer whom no export names, is no success to pass over.
  const mark = notes.length > 0 ? '!' : '✓';
  return both(
    `  ${mark} Manual tiers: ${said.map(({ en }) => en).join(', ')}; the next run counts them.`,
    `  ${mark} 手动等级：${said.map((words) => words['zh-CN']).join('，')}；下一次运行生效。`,
  );
}

function placed({ line, column, message }: OverridesAnswer['faults'][number]): Bilingual {
  if (line === 0) return both(`      ${message.en}`, `      ${message['zh-CN']}`);
  return both(
    `      line ${line}${column && `, ${column}`}: ${message.en}`,
    `      第 ${line} 行${column && `“${column}”`}：${message['zh-CN']}`,
  );
}
