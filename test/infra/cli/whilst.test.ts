import { expect, it } from 'vitest';
import { whilst } from '../../../infra/cli/whilst.ts';
import { both } from '../../../shared/domain/bilingual.ts';

it('says what is waited for until the work ends, then clears the line; a failure passes through', async () => {
  const shown: string[] = [];
  const terminal = { language: 'zh-CN' as const, passing: (text: string) => void shown.push(text) };
  const what = both('looking', '正在查找');
  expect(await whilst(terminal, what, Promise.resolve(7))).toBe(7);
  await expect(whilst(terminal, what, Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(shown).toEqual(['  … 正在查找，0 秒', '', '  … 正在查找，0 秒', '']);
});
