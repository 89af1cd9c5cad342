import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { STYLE, STYLE_DIGEST } from '../../../../shared/domain/report/style.ts';

/** WCAG 2: relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const variablesOf = (block: string): Record<string, string> =>
  Object.fromEntries(
    [...block.matchAll(/--(\w+):(#\w+)/g)].map(([, name = '', colour = '']) => [name, colour]),
  );
const whole = (colour = '') => (colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour);
const [light = '', dark = ''] = STYLE.match(/:root\{[^}]*\}/g) ?? [];

describe('the style of the pages', () => {
  it('is the very one that their policy lets in', () => {
    expect(STYLE_DIGEST).toBe(`sha256-${createHash('sha256').update(STYLE).digest('base64')}`);
  });

  it.each([
    ['light', light],
    ['dark', dark],
  ])('shows bars and bands against the %s page with at least 3 : 1', (_, block) => {
    const { a, b, c, page } = variablesOf(block);
    for (const colour of [a, b, c]) expect(contrast(whole(colour), whole(page))).toBeGreaterThanOrEqual(3);
  });

  it.each(['c', 't'])('shows figures on cells and parts (%s) with at least 4.5 : 1', (kind) => {
    const ground = kind === 'c' ? 'h' : 'p';
    const inks = [...STYLE.matchAll(/((?:\.[ct]\d,?)+)\{fill:(#\w+)\}/g)].flatMap(
      ([, names = '', ink = '']) =>
        [...names.matchAll(/\.([ct])(\d)/g)].flatMap(([, of, level = '']) =>
          of === kind ? [[level, ink] as const] : [],
        ),
    );
    expect(inks.length).toBeGreaterThan(3);
    for (const [level, ink] of inks) {
      const [, behind = ''] = new RegExp(`\\.${ground}${level}\\{fill:(#\\w+)`).exec(STYLE) ?? [];
      expect(contrast(whole(ink), whole(behind)), `${kind}${level}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
