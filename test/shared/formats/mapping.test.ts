import { describe, expect, it } from 'vitest';
import {
  checkMappings,
  type Mapping,
  MappingSchema,
  PolicyMappingSchema,
} from '../../../shared/domain/policy/mapping.ts';
import { policyProfiles, profileOf } from '../../../shared/formats/mapping.ts';
import { codes, inspectText, READING_POLICY } from '../../support/inspect-text.ts';

const ORDERS: Mapping = {
  version: 1,
  kind: 'orders',
  columns: { order_id: '单号', customer_id: ['会员卡号', '会员号'], ordered_at: '交易时间', amount: '实收' },
};
const read = (text: string, change: Partial<Mapping> = {}) =>
  inspectText(text, { mapping: profileOf(MappingSchema.parse({ ...ORDERS, ...change })) });

const HEADER = '单号,会员卡号,会员号,交易时间,实收';

describe('a file that no profile knows, read by its mapping', () => {
  it('keeps its rows; of several columns the first that says something counts', async () => {
    const found = await read(`${HEADER}\nS1,K1,M1,2025/3/1 10:00,12.50\nS2,,M2,2025/3/2 10:00,13.50\n`);
    expect(found).toMatchObject({ status: 'read', format: 'mapping', amounts: { '': 2600 } });
    expect(found.lake.map(({ customer_id }) => customer_id)).toEqual(['K1', 'M2']);
  });

  it('begins below its title lines and uses the sign that parts its columns', async () => {
    const text = `门店导出\n\n${HEADER}\nS1,K1,M1,2025/3/1,12.50\n`.replaceAll(',', '|');
    const found = await read(text, { skipLines: 2, delimiter: '|' });
    expect(found).toMatchObject({ status: 'read', counts: { rows: 1, kept: 1 } });
  });

  it.each<[string, Partial<Mapping>, string, Record<string, unknown>]>([
    ['day first', { dates: 'DMY' }, 'S1,K1,,03/04/2025,12.50', { from: '2025-04-03' }],
    ['month first', { dates: 'MDY' }, 'S1,K1,,03/04/2025,12.50', { from: '2025-03-04' }],
    [
      'decimal commas',
      { amounts: 'comma', currency: 'EUR' },
      'S1,K1,,2025-03-01,"1.234"',
      { amounts: { EUR: 123400 } },
    ],
    ['yuan by their usual name', { currency: 'RMB' }, 'S1,K1,,2025-03-01,1.50', { amounts: { CNY: 150 } }],
    ['a currency', { currency: 'JPY' }, 'S1,K1,,2025-03-01,1234', { amounts: { JPY: 1234 } }],
    ['a zone', { timeZoneOffset: '+00:00' }, 'S1,K1,,2025-03-01 23:00,1', { from: '2025-03-02' }],
  ])('is read with %s as it says', async (_, change, row, expected) => {
    expect(await read(`${HEADER}\n${row}\n`, change)).toMatchObject({ status: 'read', ...expected });
  });

  it('understands its own status words beside the usual ones', async () => {
    const text = `${HEADER},状态\nS1,K1,,2025-03-01,1,已交货\nS2,K1,,2025-03-01,2,撤单\nS3,K1,,2025-03-01,4,已完成\nS4,K1,,2025-03-01,8,神秘\n`;
    const columns = { ...ORDERS.columns, status: '状态' };
    const own = { columns, status: { 已交货: 'paid', 撤单: 'cancelled' } } as const;
    const strict = await read(text, own);
    expect(strict).toMatchObject({ amounts: { '': 500 }, counts: { kept: 2, setAside: 1, rejected: 1 } });
    const open = await read(text, { ...own, otherStatus: 'unpaid' });
    expect(open).toMatchObject({ amounts: { '': 500 }, counts: { kept: 2, setAside: 2, rejected: 0 } });
  });

  it('sums line items, or takes repeated money once', async () => {
    const text = `${HEADER}\nS1,K1,,2025-03-01,10\nS1,K1,,2025-03-01,10\n`;
    expect(await read(text, { grain: 'lines' })).toMatchObject({ amounts: { '': 2000 } });
    expect(await read(text, { grain: 'repeated' })).toMatchObject({ amounts: { '': 1000 } });
  });

  it('is refused when it lacks a column that the mapping names', async () => {
    const found = await read(`${HEADER}\nS1,K1,,2025-03-01,10\n`, {
      columns: { ...ORDERS.columns, region: '大区' },
    });
    expect(found.problems).toMatchObject([{ code: 'F_MAPPING_COLUMN', column: '大区' }]);
  });

  it('keeps the attributes of customers by the names of the policy', async () => {
    const change = {
      kind: 'customers',
      columns: { customer_id: '会员号' },
      attributes: { level: '等级' },
    } as const;
    const found = await read('会员号,等级,生日\nM1,金卡,1990-01-01\n', change);
    expect(found.lake).toMatchObject([{ customer_id: 'M1', attributes: '{"level":"金卡"}' }]);
    expect(found.unmatched).toEqual(['生日']);
  });
});

describe('mappings of the policy', () => {
  const { version: _, ...meaning } = ORDERS;
  const mappings = { till: { ...meaning, match: ['单号', '交易时间'] } };

  it('take every file that has their columns, without a word beside the file', async () => {
    const found = await inspectText(`${HEADER}\nS1,K1,,2025-03-01,10\n`, {
      policy: { ...READING_POLICY, mappings },
    });
    expect(found).toMatchObject({ status: 'read', format: 'mapping:till' });
    const other = await inspectText('单号,金额x\n1,2\n', { policy: { ...READING_POLICY, mappings } });
    expect(codes(other)).toEqual(['F_HEADER_MISSING']);
  });

  it('cannot say how to open a file, whose columns are seen only then', () => {
    expect(PolicyMappingSchema.safeParse(mappings.till).success).toBe(true);
    for (const setting of [{ sheet: 'x' }, { encoding: 'gbk' }, { skipLines: 1 }, { delimiter: ';' }])
      expect(PolicyMappingSchema.safeParse({ ...mappings.till, ...setting }).success).toBe(false);
  });

  it('find their header below titles and with any sign between its columns', async () => {
    const text = `报表\n${HEADER}\nS1,K1,,2025-03-01,10\n`.replaceAll(',', ';');
    const found = await inspectText(text, { policy: { ...READING_POLICY, mappings } });
    expect(found).toMatchObject({ status: 'read', format: 'mapping:till', counts: { kept: 1 } });
  });

  it('become profiles known by their columns', () => {
    expect(policyProfiles(mappings)).toMatchObject([{ id: 'mapping:till', signature: ['单号', '交易时间'] }]);
  });

  it('name their faults below their own name', () => {
    const broken = { till: { ...mappings.till, columns: { order_id: '单号' } } };
    expect(checkMappings(broken).map(({ path }) => path)).toEqual([
      ['mappings', 'till', 'columns'],
      ['mappings', 'till', 'columns'],
      ['mappings', 'till', 'columns'],
    ]);
  });
});
