import { describe, expect, it } from 'vitest';
import { makeProgram } from '../../../../infra/cli/program.ts';
import type { Language } from '../../../../shared/domain/bilingual.ts';
import { wordsOf } from '../../../support/command-words.ts';

/** What is said of wrong words. */
async function said(line: string, language: Language): Promise<string> {
  const words = wordsOf(line);
  const program = await makeProgram(language, words[0]);
  let text = '';
  const writeErr = (more: string) => {
    text += more;
  };
  for (const command of [program, ...program.commands, ...program.commands.flatMap((one) => one.commands)])
    command.configureOutput({ writeErr });
  await expect(program.parseAsync(words, { from: 'user' })).rejects.toMatchObject({ exitCode: 1 });
  return text;
}

describe('wrong words are answered in the reader’s language', () => {
  it.each([
    ['rums', '没有命令“rums”。\n（您是不是要找 runs？）'],
    ['run --as-off 2026-09-30', '没有选项“--as-off”。\n（您是不是要找 --as-of？）'],
    ['runs --zzzzzz', '没有选项“--zzzzzz”。'],
    ['explain', '缺少参数“customer”。'],
    ['run --as-of', '选项“--as-of <date>”后面缺少内容。'],
    ['trust a b', '参数太多，应为 0 个，却有 2 个。'],
    ['campaign pause all more', '参数太多，应为 1 个，却有 2 个。'],
    [
      'upload x.csv --as films',
      '选项“--as <kind>”不能填“films”，只能是 orders, customers, activity, feedback, overrides, templates, offers。',
    ],
    ['simulate --limit many', '选项“--limit <n>”不能填“many”。'],
    ['local --as-of yesterday', '选项“--as-of <date>”不能填“yesterday”。'],
  ])('%s', async (line, chinese) => {
    const text = await said(line, 'zh-CN');
    expect(text).toContain(`错误：${chinese}`);
    expect(text).toContain('查看某个命令的说明和示例：npm run tierwise -- help 命令');
    expect(await said(line, 'en')).toContain('error: ');
  });
});
