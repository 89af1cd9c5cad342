import { expect, it } from 'vitest';
import { contentFaulty } from '../../lambdas/preflight/refusals.ts';
import { both } from '../../shared/domain/bilingual.ts';

it.each([
  ['periodic', 'with `npm run tierwise -- run`;'],
  ['onDemand', 'with `npm run tierwise -- run --on-demand`;'],
] as const)('a %s run that lacks offer codes is asked for again by its own command', (mode, words) => {
  const short = { code: 'E_OFFER_SHORT', say: both('Too few.', '太少。') };
  expect(contentFaulty([short], mode).say('en')).toContain(words);
});
