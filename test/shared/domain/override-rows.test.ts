import { describe, expect, it } from 'vitest';
import { readOverrides } from '../../../shared/domain/override-rows.ts';

const both = (en: string, zh: string) => ({ en, 'zh-CN': zh });
const policy = {
  tiers: [
    { id: 'gold', name: both('Gold', '金牌') },
    { id: 'vip', name: both('Star', '贵宾') },
    { id: 'vip2', name: both('Star', '明星') },
  ],
};
const HEADS = ['customer_id', 'tier', 'until', 'why'];

/** Lines as an editor counts them, the heads first. */
const read = (rows: string[][], heads: string[] = HEADS) =>
  readOverrides(
    [heads, ...rows].map((cells, i) => ({ line: i + 1, cells })),
    { policy, today: '2026-10-01' },
  );

function faultsOf(rows: string[][], heads?: string[]) {
  const found = read(rows, heads);
  return 'faults' in found ? found.faults.map(({ line, column }) => `${line} ${column}`) : [];
}

const GOOD = ['c1', 'gold', '2026-12-31', 'a friend of the house'];
const rowOf = (cells: string[]) => {
  const found = read([cells]);
  return 'rows' in found ? found.rows[0] : undefined;
};

describe('a line of manual tiers', () => {
  it.each([
    ['by id', 'gold', 'gold'],
    ['by id in capitals', 'GOLD', 'gold'],
    ['by its English name', ' Gold ', 'gold'],
    ['by its Chinese name', '贵宾', 'vip'],
  ])('names its tier %s', (_, text, tier) => {
    expect(rowOf(['c1', text, '2026-12-31', 'why'])).toEqual({
      ...{ line: 2, customerId: 'c1', tier },
      ...{ until: '2026-12-31', why: 'why' },
    });
  });

  it.each([
    ['2026-10-01', '2026-10-01'],
    ['2026/10/1', '2026-10-01'],
    ['2026/12/31', '2026-12-31'],
    ['2031-10-01', '2031-10-01'],
  ])('lasts up to %s', (text, until) => {
    expect(rowOf(['c1', 'gold', text, 'why'])).toMatchObject({ until });
  });

  it('without tier and date ends a manual tier, and needs no reason', () => {
    expect(rowOf(['c1', '', '', ''])).toEqual({
      line: 2,
      customerId: 'c1',
      tier: null,
      until: null,
      why: '',
    });
  });

  it('may have a disarmed formula, breaks in its reason and up to 200 characters', () => {
    expect(rowOf(["'-17", 'gold', '2026-12-31', ' two\n lines '])).toMatchObject({
      customerId: '-17',
      why: 'two lines',
    });
    expect(rowOf(['c1', 'gold', '2026-12-31', '好'.repeat(200)])).toBeDefined();
  });

  it('may stand under Chinese heads, in any order and beside other columns', () => {
    const found = read(
      [['为长期支持', '', '2026/12/31', '金牌', 'c1']],
      ['原因', '备注', '截止日期', '等级', '客户编号'],
    );
    expect(found).toEqual({
      rows: [{ line: 2, customerId: 'c1', tier: 'gold', until: '2026-12-31', why: '为长期支持' }],
    });
  });
});

describe('what must be mended', () => {
  it.each<[string, string[][], string[]]>([
    ['no customer', [['', 'gold', '2026-12-31', 'why']], ['2 customer_id']],
    ['an id as long as a sentence', [['x'.repeat(251), 'gold', '2026-12-31', 'why']], ['2 customer_id']],
    ['an unknown tier', [['c1', 'silver', '2026-12-31', 'why']], ['2 tier']],
    ['a name of two tiers', [['c1', 'star', '2026-12-31', 'why']], ['2 tier']],
    ['a date without a tier', [['c1', '', '2026-12-31', 'why']], ['2 tier']],
    ['a tier without a date', [['c1', 'gold', '', 'why']], ['2 until']],
    ['a day that is not in the calendar', [['c1', 'gold', '2026-02-30', 'why']], ['2 until']],
    ['a day in another order', [['c1', 'gold', '31/12/2026', 'why']], ['2 until']],
    ['a day that is over', [['c1', 'gold', '2026-09-30', 'why']], ['2 until']],
    ['a day more than five years away', [['c1', 'gold', '2031-10-02', 'why']], ['2 until']],
    ['no reason', [['c1', 'gold', '2026-12-31', ' ']], ['2 why']],
    ['201 characters of reason', [['c1', 'gold', '2026-12-31', '好'.repeat(201)]], ['2 why']],
    ['a comma that parts the reason', [['c1', 'gold', '2026-12-31', 'kind', ' and loyal']], ['2 ']],
    ['the same customer twice', [GOOD, ['c2', ...GOOD.slice(1)], ['c1', '', '', '']], ['4 customer_id']],
    [
      'several things of several lines',
      [['', 'x', 'y', ''], GOOD, ['c3', '', 'z', '']],
      ['2 customer_id', '2 tier', '2 until', '2 why', '4 tier', '4 until', '4 why'],
    ],
    ['no line at all', [], ['0 ']],
    ['more than 5,000 lines', Array.from({ length: 5001 }, (_, i) => [`c${i}`, ...GOOD.slice(1)]), ['0 ']],
  ])('%s', (_, rows, faults) => {
    expect(faultsOf(rows)).toEqual(faults);
  });

  it.each<[string, string[], string[]]>([
    ['a missing head', ['customer_id', 'tier', 'why'], ['1 until']],
    ['a head that stands twice', [...HEADS, '等级'], ['1 tier']],
    ['lines without heads', ['', ''], ['2 customer_id', '2 tier', '2 until', '2 why']],
    ['full-width commas', ['客户编号，等级，截止日期，原因'], ['1 ']],
  ])('%s', (_, heads, faults) => {
    expect(faultsOf([GOOD], heads)).toEqual(faults);
  });

  it('nothing at all has no heads', () => {
    expect(faultsOf([], [])).toEqual(['1 customer_id', '1 tier', '1 until', '1 why']);
  });

  it('is named as the file names its columns, says what to write instead, and never what was written', () => {
    const found = read(
      [['张三 13800000000', '白金', '2020-01-01', '']],
      ['客户编号', '等级', '截止日期', '原因'],
    );
    if (!('faults' in found)) return expect.fail('it was taken');
    expect(found.faults.map(({ column }) => column)).toEqual(['等级', '截止日期', '原因']);
    expect(found.faults[0]?.message).toEqual({
      en: 'the policy in use has no such tier; write one of: gold (Gold), vip (Star), vip2 (Star)',
      'zh-CN': '当前策略中没有这个等级；可填写：gold（金牌）、vip（贵宾）、vip2（明星）',
    });
    expect(JSON.stringify(found)).not.toMatch(/张三|138|白金/);
  });

  it('of one line keeps all the others from counting', () => {
    expect(read([GOOD, ['c2', 'silver', '2026-12-31', 'why']])).not.toHaveProperty('rows');
  });
});
