import { expect, it } from 'vitest';
import { checkLines } from '../../../infra/cli/check-lines.ts';
import type { Terminal } from '../../../infra/cli/terminal.ts';

const quiet = { json: false, line: () => {}, say: () => {}, passing: () => {}, result: () => {} };
const english: Terminal = { ...quiet, language: 'en' };
const chinese: Terminal = { ...quiet, language: 'zh-CN' };
const proof = {
  proven: true,
  cells: 1250,
  neverWins: [],
  monotone: { netAmount: true, age: false },
  spendNeverLowers: true,
  orderNeverLowers: true,
};
const remark = { line: 3, column: 5, message: { en: 'nothing reads it', 'zh-CN': '没有用到' } };

it('says what was proven, and lists remarks at their places', () => {
  const lines = checkLines({ tiers: 5, campaigns: 2, proof, warnings: [remark], unseenLists: [] }, english);
  expect(lines[0]).toBe('The policy holds: 5 tiers, 2 campaigns.');
  expect(lines[1]).toContain('Proven over 1,250 combinations');
  expect(lines[2]).toMatch(/^ {2}✓ .*: netAmount\.$/);
  expect(lines[3]).toMatch(/^ {2}! .*: age\.$/);
  expect(lines[4]).toBe(
    '  ✓ The same orders at higher amounts never lower a tier, while cut points and model stay.',
  );
  expect(lines[5]).toBe(
    '  ✓ One more order on the day of grading never lowers a tier, while cut points and model stay.',
  );
  expect(lines.at(-1)).toBe('      line 3, column 5: nothing reads it');
});

it('says honestly what was not proven, in Chinese too', () => {
  const reason = { en: 'too large', 'zh-CN': '组合过多' };
  const open = {
    ...proof,
    proven: false,
    reason,
    monotone: {},
    spendNeverLowers: false,
    orderNeverLowers: false,
  };
  const checked = { tiers: 5, campaigns: 2, proof: open, warnings: [], unseenLists: ['autumn'] };
  expect(checkLines(checked, english)[1]).toContain('not proven that each can be won: too large.');
  const lines = checkLines(checked, chinese);
  expect(lines[1]).toContain('组合过多');
  expect(lines[2]).toContain('订单相同、金额更高时');
  expect(lines[3]).toContain('无法确认以下优惠码清单是否已上传：autumn');
  expect(lines).toHaveLength(4);
});
