import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readPolicy } from '../../../shared/adapters/policy-file.ts';
import { SHIPPED_TEMPLATES } from '../../../shared/domain/policy/templates.ts';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const WHOLE = fixture('whole-policy.yaml');
const Case = z.object({
  ...{ what: z.string(), good: z.string(), bad: z.string() },
  /** The text that the fault's line and column point to. */
  at: z.string(),
  ...{ en: z.string(), zh: z.string() },
});
const CASES = z.array(Case).parse(parse(fixture('wrong-policies.yaml')));

describe('a policy of the whole language', () => {
  it('is taken', () => {
    expect(readPolicy(WHOLE, SHIPPED_TEMPLATES)).toHaveProperty('policy');
  });

  it.each(CASES.map((each) => [each.what, each] as const))(
    'with %s is refused at its place, in both languages',
    (_, { good, bad, at, en, zh }) => {
      expect(WHOLE).toContain(good);
      const text = WHOLE.replace(good, () => bad);
      const read = readPolicy(text, SHIPPED_TEMPLATES);
      expect(read).not.toHaveProperty('policy');
      const said = 'faults' in read ? read.faults : [];
      const placed = said.map(({ line, column, message }) => ({
        at: `${text.split('\n')[line - 1]}\n`.slice(column - 1, column - 1 + at.length),
        message,
      }));
      expect(placed).toContainEqual({ at, message: { en, 'zh-CN': zh } });
    },
  );

  it.each(CASES.filter(({ what }) => what.includes('one space')).map((each) => [each.what, each] as const))(
    'with %s is told so once',
    (_, { good, bad }) => {
      const read = readPolicy(
        WHOLE.replace(good, () => bad),
        SHIPPED_TEMPLATES,
      );
      expect('faults' in read && read.faults.length).toBe(1);
    },
  );

  it.each([
    ['in quotes', '[中国, China]', '["中国，China", 日本]'],
    ['alone', 'country: [中国, China]', 'country: 中国、China'],
    ['in a name', '{ zh-CN: 金, en: Gold }', '{ zh-CN: 金，尊贵【新】, en: Gold }'],
    ['of numbers', 'edges: [2, 10]', 'edges: [1,500]'],
    ['of numbers without order', "{ complaints: '>= 1' }", '{ complaints: [30, 1, 200] }'],
  ])('may hold what only looks mistyped: %s', (_, good, bad) => {
    expect(WHOLE).toContain(good);
    const read = readPolicy(WHOLE.replace(good, bad), SHIPPED_TEMPLATES);
    expect(read).not.toHaveProperty('faults');
  });

  it('is tried with many kinds of faults, no sentence without Chinese', () => {
    expect(CASES.length).toBeGreaterThan(70);
    for (const { zh } of CASES) expect(zh).toMatch(/\p{Script=Han}/u);
  });
});
