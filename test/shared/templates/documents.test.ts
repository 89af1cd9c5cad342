import { describe, expect, it } from 'vitest';
import { openTemplates, sourceOf } from '../../../shared/adapters/templates.ts';
import { LANGUAGES } from '../../../shared/domain/bilingual.ts';
import { LAYOUTS } from '../../../shared/domain/mail/frame.ts';
import { LINK_NAMES } from '../../../shared/domain/policy/mail-schema.ts';
import { CODE, readShipped, variablesOf } from '../../support/shipped-letters.ts';

const DOCUMENT = { en: 'TEMPLATES.md', 'zh-CN': 'TEMPLATES.zh-CN.md' };

/** Slots of the layouts that a head fills; the others are ours. */
const SLOTS = LAYOUTS.filter((layout) => layout !== 'own').flatMap((layout) =>
  [...readShipped(`layouts/${layout}.html`).matchAll(/\[\[(\w+)\]\]/g)].map(([, slot = '']) => slot),
);
const KEYS = SLOTS.filter((slot) => !['language', 'ink', 'body', 'footer'].includes(slot));

describe.each(LANGUAGES)('the document about templates in %s', (language) => {
  const text = readShipped(DOCUMENT[language]);

  it('has an example that works', () => {
    const example = /^```liquid\n(.*?)^```$/ms.exec(text)?.[1] ?? '';
    const read = (file: string) => (file.startsWith('example') ? example : readShipped(file));
    const { render } = openTemplates({ [`example.${language}`]: sourceOf(read, 'example', language) });
    const mail = render('example', language, variablesOf(language));
    expect(mail.html).toContain(CODE);
    expect(mail.text).toContain(CODE);
  });

  it.each([...LAYOUTS])('explains the layout %s', (layout) => {
    expect(text).toContain(`\n| \`${layout}\` |`);
  });

  it.each([...new Set(KEYS), 'subject', 'layout'])('explains the line %s of a head', (key) => {
    expect(text).toContain(`\`${key}:\``);
  });

  it.each(Object.keys(variablesOf(language)))('explains the variable %s', (name) => {
    expect(text).toContain(`\n| \`${name}\` |`);
  });

  it.each(LINK_NAMES)('names the page %s', (name) => {
    expect(text).toContain(`\`${name}\``);
  });
});
