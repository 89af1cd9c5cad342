import { describe, expect, it } from 'vitest';
import { isLetGo } from '../../../../shared/domain/mail/release.ts';

describe('an unknown of a campaign that a person let go', () => {
  const RELEASED = Date.parse('2026-10-05T08:00:00Z');
  it.each([
    ['a day old', '2026-10-04T08:00:00Z', true],
    ['a moment younger', '2026-10-04T08:00:00.001Z', false],
    ['older', '2026-10-01T00:00:00Z', true],
    ['minutes old', '2026-10-05T07:58:00Z', false],
    ['begun afterwards', '2026-10-05T08:00:01Z', false],
  ])('%s then: may be tried again', (_, began, expected) => {
    expect(isLetGo(Date.parse(began), RELEASED)).toBe(expected);
  });

  it('is not one where nobody let it go', () => {
    expect(isLetGo(RELEASED, 0)).toBe(false);
  });
});
