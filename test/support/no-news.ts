/** What a claim and a release need to tell people of a run, where a test does not look at it. */
export const NO_NEWS = {
  tellNews: async () => undefined,
  tellPeriod: async () => undefined,
  expired: () => undefined,
  applying: { start: async () => true, hasEnded: async () => false },
  now: () => new Date('2026-10-01T00:00:00Z'),
};
