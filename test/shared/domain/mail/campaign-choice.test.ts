import { expect, it } from 'vitest';
import { cancellable, EVERY, namedBy } from '../../../../shared/domain/mail/campaign-choice.ts';

const ALL = [
  { campaignId: EVERY, rule: '' },
  { campaignId: 'gold@2026-Q2', rule: 'gold' },
  { campaignId: 'gold@2026-Q3', rule: 'gold' },
];

it.each([
  ['gold@2026-Q3', ['gold@2026-Q3']],
  ['gold', ['gold@2026-Q2', 'gold@2026-Q3']],
])('%s names %j', (named, found) => {
  expect(namedBy(named, ALL).map(({ campaignId }) => campaignId)).toEqual(found);
});

it.each([
  ['nosuch', 'There is no campaign nosuch'],
  [EVERY, 'can only be paused and resumed'],
])('a name without a campaign of its own is refused: %s', (named, words) => {
  expect(() => namedBy(named, ALL)).toThrow(words);
});

const FIGURES = { sent: 9, unknown: 0, covered: 9, newestUnknownAt: 0, pending: 0 };
const DONE = { campaignId: 'gold@2026-Q3', status: 'running' as const, runs: ['r1', 'r2'], figures: FIGURES };
const CLOSED = { r1: 'CLOSED', r2: 'CLOSED' };

it.each([
  ['is done', {}, CLOSED, 0],
  ['is paused with nothing left', { status: 'paused' as const }, CLOSED, 0],
  ['was never looked at', { figures: undefined }, CLOSED, 1],
  ['has mails left', { figures: { ...FIGURES, pending: 1 } }, CLOSED, 1],
  ['got mails by another run since', {}, { ...CLOSED, r2: 'COMMITTED' }, 1],
  [
    'has unknown mails that were let go',
    { figures: { ...FIGURES, unknown: 1 }, releasedAt: '2026-10-05T08:00:00.000Z' },
    CLOSED,
    1,
  ],
  ['is cancelled already', { status: 'cancelled' as const }, CLOSED, 1],
])('whether there is something to cancel of a campaign that %s', (_, other, states, count) => {
  const wanted = () => cancellable(new Map(Object.entries(states)), [{ ...DONE, ...other }]);
  if (count === 0) expect(wanted).toThrow('E_CAMPAIGN_DONE');
  else expect(wanted()).toHaveLength(count);
});
