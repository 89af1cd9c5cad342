import { describe, expect, it } from 'vitest';
import { inScheme } from '../../../../infra/local/servers/ses/inbox/scheme.ts';

const MAIL = `<html><head><meta name="color-scheme" content="light dark"><style>
@media (prefers-color-scheme: dark) { a { color: white } }
@media only screen and (prefers-color-scheme:light) { a { color: black } }
</style></head><body>Hi</body></html>`;

describe('a mail in colours that are asked for', () => {
  it.each([
    ['dark', '@media (min-width: 0px)', 'only screen and (max-width: 0px)'],
    ['light', '@media (max-width: 0px)', 'only screen and (min-width: 0px)'],
  ] as const)('%s: the queries of the other colours never hold', (scheme, forDark, forLight) => {
    const shown = inScheme(MAIL, scheme);
    expect(shown).toContain(forDark);
    expect(shown).toContain(forLight);
    expect(shown).toContain(`<style>:root { color-scheme: ${scheme} !important; }</style></head>`);
  });

  it('stays light where it does not say that it can be dark', () => {
    expect(inScheme('<p>Hi</p>', 'dark')).toBe(
      '<style>:root { color-scheme: light !important; }</style><p>Hi</p>',
    );
  });
});
