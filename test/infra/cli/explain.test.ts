import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../shared/domain/bilingual.ts';
import { SCENES, told } from './explain-scenes.ts';

const golden = (name: string) => readFileSync(new URL(`./explained/${name}.txt`, import.meta.url), 'utf8');

describe.each(LANGUAGES)('explain in %s', (language) => {
  it.each(Object.entries(SCENES))('%s', (name, scene) => {
    expect(told(scene, language)).toBe(golden(`${name}.${language}`));
  });
});

describe('what explain says', () => {
  it('keeps the languages apart', () => {
    for (const scene of Object.values(SCENES).filter(({ policy, overrides }) => !policy && !overrides))
      expect(told(scene, 'en')).not.toMatch(/\p{Script=Han}/u);
  });
});
