import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readPolicy } from '../../shared/adapters/policy-file.ts';
import { SHIPPED_TEMPLATES } from '../../shared/domain/policy/templates.ts';

const ROOT = new URL('../../', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, ROOT), 'utf8');

type Content = Record<string, unknown>;
const isContent = (value: unknown): value is Content =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const contentOf = (text: string): Content => {
  const content: unknown = parse(text);
  if (!isContent(content)) throw new Error('not a block of settings');
  return content;
};

/** The YAML blocks of a document, each as it stands there. */
const blocksOf = (file: string): string[] =>
  [...textOf(file).matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);

/** Settings by name join those before them; lists take their place. */
const joined = (before: Content, block: Content): Content => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(block).map(([key, value]) => {
      const known = before[key];
      return [key, isContent(known) && isContent(value) ? { ...known, ...value } : value];
    }),
  ),
});

/** The default policy, whose campaigns name tiers of its own, with blocks over it. */
const policyWith = (blocks: readonly string[]): string => {
  const base = { ...contentOf(textOf('shared/presets/default.yaml')), campaigns: [] };
  return stringify(blocks.map(contentOf).reduce(joined, base));
};

/** Every setting that editors know. */
function settingsIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(settingsIn);
  if (!isContent(schema)) return [];
  const own = isContent(schema.properties) ? Object.keys(schema.properties) : [];
  return [...own, ...Object.values(schema).flatMap(settingsIn)];
}

const DOCUMENTS = ['shared/presets/POLICY.md', 'shared/presets/POLICY.zh-CN.md'];
const settings = [...new Set(settingsIn(JSON.parse(textOf('shared/presets/policy.schema.json'))))];

describe.each(DOCUMENTS)('%s', (document) => {
  const blocks = blocksOf(document);

  it.each(blocks.map((block, i) => [block.split('\n')[0], i] as const))(
    'has a block that a policy can say: %s',
    (_, i) => {
      expect(readPolicy(policyWith(blocks.slice(0, i + 1)), SHIPPED_TEMPLATES)).toMatchObject({
        policy: { version: 1 },
      });
    },
  );

  it('names every setting', () => {
    const words = new Set(textOf(document).match(/[A-Za-z]+(?:-[A-Z]+)?/g));
    expect(settings.length).toBeGreaterThan(50);
    expect(settings.filter((name) => !words.has(name))).toEqual([]);
  });
});

it('both documents show the same settings', () => {
  const [english = [], chinese = []] = DOCUMENTS.map((document) =>
    blocksOf(document).map((block) => Object.keys(contentOf(block))),
  );
  expect(english.length).toBeGreaterThan(5);
  expect(chinese).toEqual(english);
});

it('the README shows a policy that can be used', () => {
  const shown = blocksOf('README.md').filter((block) => block.startsWith('scores:'));
  expect(shown).toHaveLength(1);
  expect(readPolicy(policyWith(shown))).toMatchObject({ policy: { version: 1 } });
});
