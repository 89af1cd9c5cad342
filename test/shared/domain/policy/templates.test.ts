import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LANGUAGES } from '../../../../shared/domain/bilingual.ts';
import { CODED_TEMPLATES, SHIPPED_TEMPLATES } from '../../../../shared/domain/policy/templates.ts';

const textOf = (file: string): string =>
  readFileSync(new URL(`../../../../shared/templates/${file}`, import.meta.url), 'utf8');

it.each(LANGUAGES)('the templates that show an offer code are known, in %s', (language) => {
  const coded = SHIPPED_TEMPLATES.filter((name) =>
    textOf(`${name}.${language}.liquid`).includes('offerCode'),
  );
  expect(coded.sort()).toEqual([...CODED_TEMPLATES].sort());
});
