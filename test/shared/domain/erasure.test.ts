import { describe, expect, it } from 'vitest';
import { erasureText, erasureTexts } from '../../../shared/domain/erasure.ts';

describe('what is hashed of a person', () => {
  it.each([
    ['customer_id', ' 00123 ', 'customer_id:00123'],
    ['customer_id', 'Ab-7', 'customer_id:Ab-7'],
    ['email', ' Ann@Example.COM', 'email:ann@example.com'],
    ['email', 'ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'email:ann@example.com'],
    ['phone', '138 1234 5678', 'phone:+8613812345678'],
    ['phone', '0086-138-1234-5678', 'phone:+8613812345678'],
  ] as const)('of the %s %j it is %s', (kind, text, hashed) => {
    expect(erasureText(kind, text)).toBe(hashed);
  });

  it.each([
    ['customer_id', '  '],
    ['email', ''],
    ['phone', '138****5678'],
  ] as const)('a %s %j is nothing to know anybody by', (kind, text) => {
    expect(erasureText(kind, text)).toBeNull();
  });

  it('an id that looks like a phone is no phone', () => {
    expect(erasureText('customer_id', '+8613812345678')).not.toBe(erasureText('phone', '+8613812345678'));
  });

  it('is every identifier that is known', () => {
    expect(erasureTexts({ customer_id: '7', email: null, phone: '13812345678' })).toEqual([
      'customer_id:7',
      'phone:+8613812345678',
    ]);
    expect(erasureTexts({})).toEqual([]);
  });
});
