import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RATES } from '../../../../shared/domain/capacity/rates.ts';
import { PRICES } from '../../../../shared/domain/cost/prices.ts';

const ROOT = new URL('../../../..', import.meta.url).pathname;
const SOURCES = ['shared', 'lambdas', 'infra']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => name.endsWith('.ts'));

describe('rates', () => {
  it.each(Object.entries(RATES))(
    'of %s say where they come from, and a guess says that it is one',
    (_, { from }) => {
      expect(from).toMatch(/^RESULTS\.md, |guess/);
    },
  );

  it('name sections that RESULTS.md has', () => {
    const results = readFileSync(join(ROOT, 'test/bench/RESULTS.md'), 'utf8');
    const headings = (results.match(/^#+ .*$/gm) ?? []).join('\n').toLowerCase();
    for (const { from } of Object.values(RATES)) {
      const [, section = ''] = /^RESULTS\.md, ([^:]+):/.exec(from) ?? [];
      expect(headings, from).toContain(section);
    }
  });
});

it('prices stand in one file: no other source multiplies by one', () => {
  const source = readFileSync(join(ROOT, 'shared/domain/cost/prices.ts'), 'utf8');
  const written = [...source.matchAll(/^ {2}\w+: ([\d._]+(?: \/ (?:1e6|1000))?),$/gm)].map(
    ([, price = '']) => price,
  );
  expect(written).toHaveLength(Object.keys(PRICES).length - 1);
  const telling = written.filter((price) => /\.|\//.test(price));
  for (const file of SOURCES.filter((name) => name !== 'shared/domain/cost/prices.ts'))
    for (const price of telling)
      expect(readFileSync(join(ROOT, file), 'utf8').includes(price), `${price} in ${file}`).toBe(false);
});
