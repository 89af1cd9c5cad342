import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inkOn } from '../../../../shared/domain/mail/accent.ts';

/** Contrast as WCAG 2.2 defines it, worked out on its own. */
function contrast(a: string, b: string): number {
  const light = (colour: string) => {
    const channels = colour.match(/[0-9a-f]{2}/gi)?.map((hex) => Number.parseInt(hex, 16) / 255) ?? [];
    const [r = 0, g = 0, bl = 0] = channels.map((c) =>
      c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [low = 0, high = 0] = [light(a), light(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe('the ink on an accent', () => {
  it.each([
    ['#000000', '#ffffff'],
    ['#ffffff', '#000000'],
    ['#2f7d6b', '#ffffff'],
    ['#F2C94C', '#000000'],
  ])('of %s is %s', (accent, ink) => {
    expect(inkOn(accent)).toBe(ink);
  });

  it('can be read on every colour', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(fc.property(colour, (accent) => contrast(accent, inkOn(accent)) >= 4.5));
  });
});
