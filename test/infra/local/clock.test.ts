import { describe, expect, it } from 'vitest';
import { openClock } from '../../../infra/local/clock.ts';

describe('the clock of the local cloud', () => {
  it('goes on from where it is put', () => {
    const clock = openClock();
    clock.goTo('2026-07-01T04:00:00.000Z');
    const shown = clock.now().getTime() - Date.parse('2026-07-01T04:00:00.000Z');
    expect(shown).toBeGreaterThanOrEqual(0);
    expect(shown).toBeLessThan(60_000);
  });

  it('never goes back behind where it was put, also when nobody looked in between', () => {
    const clock = openClock();
    clock.goTo('2030-01-01T00:00:00.000Z');
    clock.goTo('2026-07-01T04:00:00.000Z');
    expect(clock.now().getTime()).toBeGreaterThanOrEqual(Date.parse('2030-01-01T00:00:00.000Z'));
  });
});
