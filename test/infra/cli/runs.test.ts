import { expect, it } from 'vitest';
import { both } from '../../../shared/domain/bilingual.ts';
import { Refusal, reasonIn } from '../../../shared/domain/refusal.ts';

const refusal = new Refusal(
  'E_NO_EXPORT',
  both('Nothing / nobody.', '没有文件。'),
  both('Upload one.', '请上传。'),
);

it.each([
  ['a refusal in English', refusal.message, 'en', 'E_NO_EXPORT: Nothing / nobody. Upload one.'],
  ['a refusal in Chinese', refusal.message, 'zh-CN', 'E_NO_EXPORT: 没有文件。请上传。'],
  ['another error as it is', 'Error: a / b', 'zh-CN', 'Error: a / b'],
  ['no reason', '', 'en', ''],
] as const)('the reason of a run tells %s', (_, reason, language, said) => {
  expect(reasonIn(reason, language)).toBe(said);
});
