import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../shared/domain/bilingual.ts';
import { DAMAGED_LINK } from '../../../shared/web/link-pages.ts';
import { page } from '../../../shared/web/page.ts';

describe('a page behind a link in a mail', () => {
  it('shows commands as code, without the marks they are written with', () => {
    const shown = page(DAMAGED_LINK, 'en', '?lang=');
    expect(shown).toContain('<code>npm run tierwise -- runs</code> lists every run');
  });

  it.each(LANGUAGES)('has no bare backquote in %s', (language) => {
    expect(page(DAMAGED_LINK, language, '?lang=')).not.toContain('`');
  });
});
