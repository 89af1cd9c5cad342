import { expect, it } from 'vitest';
import { both } from '../../../shared/domain/bilingual.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';

it.each([
  [
    'with a remedy',
    both('Gone.', '没有了。'),
    both('Ask.', '请查询。'),
    'E_A: Gone. Ask.',
    'E_A: 没有了。请查询。',
  ],
  ['without one', both('Gone.', '没有了。'), both('', ''), 'E_A: Gone.', 'E_A: 没有了。'],
  [
    'after a list',
    both('List:\n', '清单：\n'),
    both('Mend.', '请改。'),
    'E_A: List:\nMend.',
    'E_A: 清单：\n请改。',
  ],
])('a refusal %s is told without a space too many', (_, what, remedy, en, zh) => {
  const refusal = new Refusal('E_A', what, remedy);
  expect([refusal.say('en'), refusal.say('zh-CN')]).toEqual([en, zh]);
});
