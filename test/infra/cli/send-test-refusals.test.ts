import { expect, it } from 'vitest';
import { noSuchTemplate, noSuchTier } from '../../../infra/cli/send-test-refusals.ts';

it.each([
  ['a tier unlike any', noSuchTier('zzzzzz', ['bronze', 'regular']), 'bronze, regular. Name the tier'],
  ['a tier like another', noSuchTier('bronz', ['bronze', 'regular']), 'mean bronze? Name the tier'],
  ['a template unlike any', noSuchTemplate('zzzzzz', ['gold', 'vip']), 'gold, vip. Name it'],
])('%s is refused in whole sentences', (_, refusal, words) => {
  expect(refusal.say('en')).toContain(words);
});
