import { describe, expect, it } from 'vitest';
import { compileWhen, type Readable, type Reading } from '../../../shared/domain/policy/condition.ts';
import type { Condition, When } from '../../../shared/domain/policy/names.ts';

const KINDS: Record<string, Readable> = {
  orders: { unit: 'count' },
  days: { unit: 'days' },
  spent: { unit: 'money' },
  rate: { unit: 'number' },
  city: { unit: 'text' },
  credit: { unit: 'count', levels: ['C', 'B', 'A'] },
  member: { unit: 'count', yesNo: true },
  rfm: { unit: 'score' },
  upset: { unit: 'flag' },
};

const holds = (when: When, reading: Reading, marginPercent = 0, currency = 'CNY'): boolean =>
  compileWhen(when, { readable: (name) => KINDS[name], currency, marginPercent })(reading);

describe('conditions', () => {
  it.each<[string, When[string], number | string | boolean | null, boolean]>([
    ['orders', '>= 3', 3, true],
    ['orders', '>= 3', 2, false],
    ['orders', '<= 3', 3, true],
    ['orders', '<= 3', 4, false],
    ['orders', '> 3', 3, false],
    ['orders', '> 3', 4, true],
    ['orders', '< 3', 3, false],
    ['orders', '< 3', 2, true],
    ['orders', '= 3', 3, true],
    ['orders', '3', 3, true],
    ['orders', 3, 3, true],
    ['orders', 3, 4, false],
    ['orders', '!= 3', 4, true],
    ['orders', '!= 3', 3, false],
    ['orders', '!= 3', null, false],
    ['orders', '3..5', 3, true],
    ['orders', '3 .. 5', 5, true],
    ['orders', '3..5', 6, false],
    ['orders', '3..5', 2, false],
    ['orders', [1, '>= 8'], 1, true],
    ['orders', [1, '>= 8'], 9, true],
    ['orders', [1, '>= 8'], 5, false],
    ['days', '<= -3', -3, true],
    ['days', '-30..-1', -30, true],
    ['days', '-30..-1', 0, false],
    ['days', '>= -3', -4, false],
    ['days', '>= 1', null, false],
    ['days', '<= 1', null, false],
    ['days', 'unknown', null, true],
    ['days', 'unknown', 0, false],
    ['days', 'known', 0, true],
    ['days', 'known', null, false],
    ['spent', '>= 19.99', 1999, true],
    ['spent', '>= 19.99', 1998, false],
    ['rate', '>= 0.85', 8500, true],
    ['rate', '> 0.85', 8500, false],
    ['rfm', '>= 4.4', 44_000, true],
    ['rfm', '> 4.4', 44_000, false],
    ['city', '上海', '上海', true],
    ['city', 'Shanghai', ' ＳＨＡＮＧＨＡＩ ', true],
    ['city', '= 上海', '上海', true],
    ['city', '!= 上海', '北京', true],
    ['city', '!= 上海', '上海', false],
    ['city', '!= 上海', null, false],
    ['city', ['上海', '北京'], '北京', true],
    ['city', ['上海', '北京'], '广州', false],
    ['city', ['上海', 'unknown'], null, true],
    ['credit', '>= B', 2, true],
    ['credit', '>= B', 1, false],
    ['credit', 'a', 3, true],
    ['credit', '!= C', 1, false],
    ['credit', ['A', 'C'], 1, true],
    ['credit', ['A', 'C'], 2, false],
    ['member', 'yes', 1, true],
    ['member', true, 1, true],
    ['member', '否', 0, true],
    ['member', 'no', 1, false],
    ['member', 'no', null, false],
    ['member', '= 1', 1, true],
    ['upset', 'yes', true, true],
    ['upset', true, false, false],
    ['upset', 'no', false, true],
    ['upset', false, true, false],
    ['upset', '是', true, true],
  ])('%s: %o of %o: %s', (name, condition, value, expected) => {
    expect(holds({ [name]: condition }, { [name]: value })).toBe(expected);
  });

  it.each<[string, Condition]>([
    ['orders', '>= many'],
    ['orders', '=> 3'],
    ['orders', true],
    ['orders', '>= 1.23456'],
    ['orders', '3..'],
    ['credit', '>= Z'],
    ['upset', 'maybe'],
    ['member', 'maybe'],
    ['nobody', '>= 1'],
  ])('%s: %o cannot be read', (name, condition) => {
    expect(() => holds({ [name]: condition }, {})).toThrow(name);
  });

  it('counts money in the minor units of its currency', () => {
    expect(holds({ spent: '>= 300' }, { spent: 29_999 })).toBe(false);
    expect(holds({ spent: '>= 300' }, { spent: 30_000 })).toBe(true);
    expect(holds({ spent: '>= 300' }, { spent: 300 }, 0, 'JPY')).toBe(true);
    expect(holds({ spent: '>= 0.3' }, { spent: 300 }, 0, 'KWD')).toBe(true);
  });

  it('of a block hold together; of `any` one block is enough, and the rest of the block holds too', () => {
    const when = { rfm: '>= 4', any: [{ orders: '>= 9' }, { city: '上海', member: 'yes' }] };
    const reading = { rfm: 40_000, orders: 1, city: '上海', member: 1 };
    expect(holds(when, reading)).toBe(true);
    expect(holds(when, { ...reading, member: 0 })).toBe(false);
    expect(holds(when, { ...reading, member: 0, orders: 9 })).toBe(true);
    expect(holds(when, { ...reading, rfm: 39_999 })).toBe(false);
    expect(holds({}, {})).toBe(true);
  });

  it.each<[string, string, number, number, boolean]>([
    ['spent', '>= 300', 5, 28_500, true],
    ['spent', '>= 300', 5, 28_499, false],
    ['spent', '> 300', 5, 28_500, false],
    ['days', '<= 90', 10, 99, true],
    ['days', '<= 90', 10, 100, false],
    ['days', '>= -10', 10, -11, true],
    ['days', '>= -10', 10, -12, false],
    ['days', '20..40', 10, 18, true],
    ['days', '20..40', 10, 44, true],
    ['days', '20..40', 10, 45, false],
    ['orders', '= 10', 10, 9, false],
    ['rate', '>= 1', 1.1, 9890, true],
    ['rfm', '>= 4', 10, 39_999, false],
    // Places of words, and yes or no: what lies between two of them is nothing.
    ['credit', '> C', 50, 1, false],
    ['credit', '> C', 50, 2, true],
    ['credit', '< A', 50, 3, false],
    ['credit', '>= A', 50, 2, false],
    ['member', '> 0.5', 50, 1, true],
    ['member', '>= 1', 50, 0, false],
    ['member', '< 1', 50, 1, false],
    ['member', '> 1', 50, 1, false],
  ])('%s %s with a margin of %f %% takes %i: %s', (name, condition, percent, value, expected) => {
    expect(holds({ [name]: condition }, { [name]: value }, percent)).toBe(expected);
  });
});
