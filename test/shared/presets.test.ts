import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePolicy, readPolicy } from '../../shared/adapters/policy-file.ts';
import { proofOf } from '../../shared/domain/policy/scheme.ts';
import { SHIPPED_TEMPLATES } from '../../shared/domain/policy/templates.ts';
import { warningsOf } from '../../shared/domain/policy/warnings.ts';

const DIR = new URL('../../shared/presets/', import.meta.url);
const presets = readdirSync(DIR)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({ file, text: readFileSync(new URL(file, DIR), 'utf8') }));

const HAN = /\p{Script=Han}/u;
const ENGLISH = /[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}/;

/** The comments above the first setting, without the line for editors. */
const header = (text: string): string[] => {
  const lines = text.split('\n').slice(1);
  return lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  );
};

/** Every `{ zh-CN, en }` of a policy. */
function names(value: unknown): { 'zh-CN': unknown; en: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('zh-CN' in value && 'en' in value) return [value];
  return Object.values(value).flatMap(names);
}

/** Of a policy all comments that stand on lines of their own, each with those right beside it. */
const comments = (text: string): string[] =>
  text.split(/\n(?![ \t]*#)/).flatMap(
    (part) =>
      part
        .split('\n')
        .filter((line) => /^\s*#/.test(line))
        .join('\n') || [],
  );

describe('the policies that ship', () => {
  it('are those of the case studies', () => {
    expect(presets.map(({ file }) => file.replace('.yaml', '')).sort()).toEqual(
      [
        ...[
          'apparel',
          'b2b',
          'bank',
          'binary',
          'budget',
          'churn',
          'cloud',
          'clv',
          'clv-historic',
          'default',
          'ecommerce',
        ],
        ...[
          'education',
          'effect',
          'feedback',
          'finance',
          'lifecycle',
          'loyalty',
          'monitoring',
          'portrait',
          'quartiles',
        ],
        ...['rfm-cells', 'risk', 'saas', 'segments', 'startup', 'travel', 'vip'],
      ].sort(),
    );
  });

  it.each(presets)('$file has no fault, and names only templates that ship', ({ text }) => {
    expect(readPolicy(text, SHIPPED_TEMPLATES)).toMatchObject({ policy: { version: 1 } });
  });

  it.each(presets)(
    '$file is proven to give everybody one tier, and there is nothing to remark',
    ({ text }) => {
      const policy = parsePolicy(text);
      expect(proofOf(policy)).toMatchObject({ proven: true, neverWins: [] });
      expect(warningsOf(policy)).toEqual([]);
    },
  );

  it.each(presets)('$file tells an editor its schema', ({ text }) => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./policy.schema.json');
  });

  it.each(presets)('$file says at its head in both languages what it is for', ({ text }) => {
    const head = header(text);
    expect(head.filter((line) => HAN.test(line))).not.toEqual([]);
    expect(head.filter((line) => !HAN.test(line) && ENGLISH.test(line))).not.toEqual([]);
  });

  it.each(presets)('$file comments on everything in both languages', ({ text }) => {
    const told = comments(text.split('\n').slice(1).join('\n'));
    expect(told.length).toBeGreaterThan(8);
    for (const comment of told)
      expect([HAN.test(comment), ENGLISH.test(comment)], comment).toEqual([true, true]);
  });

  it.each(presets)('$file names every tier, stage, flag and segment in both languages', ({ text }) => {
    // What begins a subject is no name, and may be empty.
    const { mail: _, ...named } = parsePolicy(text);
    const found = names(named);
    expect(found.length).toBeGreaterThan(3);
    for (const { 'zh-CN': chinese, en } of found) {
      expect(chinese).toMatch(HAN);
      expect(en).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it.each(presets)('$file has a mail each period for every tier', ({ text }) => {
    const { tiers, campaigns } = parsePolicy(text);
    const written = campaigns.flatMap(({ kind, tier }) =>
      kind === 'membership' ? (tier ?? tiers.map(({ id }) => id)) : [],
    );
    expect(tiers.map(({ id }) => id).filter((id) => !written.includes(id))).toEqual([]);
  });
});
