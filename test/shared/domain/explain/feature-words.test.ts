import { expect, it } from 'vitest';
import { scoreWords } from '../../../../shared/domain/explain/feature-words.ts';

it.each([
  ['recency', '最近购买'],
  ['frequency', '购买次数'],
  ['monetary', '消费金额'],
  ['rfm', '综合分'],
  ['loyalty', 'loyalty'],
  ['constructor', 'constructor'],
])('the score %s is called %s in Chinese, and as the policy writes it in English', (name, chinese) => {
  expect(scoreWords(name)).toEqual({ en: name, 'zh-CN': chinese });
});
