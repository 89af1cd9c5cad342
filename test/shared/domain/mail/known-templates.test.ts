import { expect, it } from 'vitest';
import { knownTemplates } from '../../../../shared/domain/mail/known-templates.ts';

it.each([
  ['the shipped ones alone', [], ['gold', 'vip']],
  ['an upload as soon as it is there in both languages', ['news.en', 'news.zh-CN'], ['gold', 'vip', 'news']],
  ['by its file what is there in one language only', ['news.en'], ['gold', 'vip', 'news.en']],
  ['a shipped one whose one language was uploaded', ['gold.en'], ['gold', 'vip']],
  ['each once', ['gold.en', 'gold.zh-CN', 'a.zh-CN', 'b.en'], ['gold', 'vip', 'a.zh-CN', 'b.en']],
])('a policy may name %s', (_, uploaded, known) => {
  expect(knownTemplates(['gold', 'vip'], uploaded)).toEqual(known);
});
