import { expect, test } from 'vitest';
import type { Row } from '../../../shared/adapters/duckdb.ts';
import { measured, order, person, policyWith } from '../../support/measured.ts';

const of = (column: string) => ({ from: 'customers', column });
const policy = policyWith({
  features: {
    level: of('Level'),
    ...{
      slash: of('A/B~"c"'),
      country: of('country'),
      speaks: of('Language'),
      assets: of('资产 规模'),
      none: of('none'),
    },
  },
});
const said = (attributes: Record<string, string> | null, over: Row = {}) =>
  person({ attributes: attributes && JSON.stringify(attributes), ...over });
const on = (day: string): Row => ({ updated_at: `2026-${day}T00:00:00Z`, updated_has_zone: false });

async function columns(...files: Row[][]) {
  const exports = files.map((rows) => ({ kind: 'customers' as const, rows }));
  const { rows } = await measured({ exports: [{ kind: 'orders', rows: [order()] }, ...exports], policy });
  const [row] = rows.filter(({ customer_id }) => customer_id === 'a');
  const given = Object.entries(row ?? {}).filter(([name, cell]) => name.startsWith('x_') && cell !== null);
  return Object.fromEntries(given.map(([name, cell]) => [name.slice(2), cell]));
}

test.each<[string, Row[][], Record<string, string>]>([
  ['nothing is said', [[person()]], {}],
  ['the text as it is', [[said({ Level: 'gold', '资产 规模': '50万' })]], { level: 'gold', assets: '50万' }],
  ['another case of the name', [[said({ LEVEL: 'gold' })]], { level: 'gold' }],
  [
    'the very name goes before it',
    [[said({ LEVEL: 'gold', Level: 'silver', level: 'tin' })]],
    { level: 'silver' },
  ],
  ['signs that mean something elsewhere', [[said({ 'A/B~"c"': "it's" })]], { slash: "it's" }],
  [
    'columns that every export has',
    [[person({ country: 'CN', language: ' zh-CN ' })]],
    { country: 'CN', speaks: 'zh-CN' },
  ],
  [
    'the newer row, wherever it stands',
    [[said({ Level: 'new' }, on('05-01')), said({ Level: 'old' }, on('04-01'))]],
    { level: 'new' },
  ],
  ['the newer upload', [[said({ Level: 'old' })], [said({ Level: 'new' })]], { level: 'new' }],
  [
    'a newer row that is silent or blank takes nothing away',
    [[said({ Level: 'old' })], [said({ Level: ' ' })], [said(null)]],
    { level: 'old' },
  ],
  ['equally new: by the text', [[said({ Level: 'b' }), said({ Level: 'a' })]], { level: 'b' }],
  ['equally new, the other way round', [[said({ Level: 'a' }), said({ Level: 'b' })]], { level: 'b' }],
  ['what another customer says is his', [[said({ Level: 'gold' }, { customer_id: 'b' })]], {}],
])('%s', async (_, files, expected) => expect(await columns(...files)).toEqual(expected));

test('a file of an earlier program says nothing', async () => {
  const exports = [{ kind: 'customers' as const, rows: [person()], without: 'attributes' }];
  const { rows } = await measured({ exports, policy });
  expect(rows).toMatchObject([{ customer_id: 'a', x_level: null }]);
});
