import fc from 'fast-check';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Every rule of movement, on or off. */
export const anyMovement = fc
  .record({
    downAfterMisses: fc.integer({ min: 1, max: 3 }),
    maxStepsDown: maybe(fc.integer({ min: 1, max: 3 })),
    graceDays: maybe(fc.integer({ min: 1, max: 200 })),
    marginPercent: maybe(fc.integer({ min: 1, max: 50 })),
    protectFromOthers: fc.boolean(),
    between: fc.constantFrom('up', 'both', 'none'),
  })
  .map((movement) => JSON.parse(JSON.stringify(movement)));
