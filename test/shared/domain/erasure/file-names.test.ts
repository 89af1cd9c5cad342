import { describe, expect, it } from 'vitest';
import { namingHim } from '../../../../shared/domain/erasure/file-names.ts';
import { mentionsOf } from '../../../../shared/domain/erasure/mentions.ts';

const HE = mentionsOf({
  ...{
    ids: new Set(['C-1007', '7', 'may']),
    emails: new Set(['li@shop.example']),
    phones: new Set(['+8613812345678']),
  },
  ...{ names: new Set(['李雷', 'Li Lei', '李']), orders: new Set(['SO-55']), nobody: (id: string) => id },
});

describe('the names of uploads', () => {
  it.each([
    ['orders/li@shop.example.csv', 'orders/—.csv'],
    ['orders/for_LI@shop.example.csv.mapping.yaml', 'orders/for_—.csv.mapping.yaml'],
    ['orders/2026-13812345678.csv', 'orders/2026-—.csv'],
    ['customers/138-1234-5678_new.xlsx', 'customers/—_new.xlsx'],
    ['feedback/C-1007.csv', 'feedback/—.csv'],
    ['activity/李雷的订单.csv', 'activity/—的订单.csv'],
    ['orders/li_lei 2026.csv', 'orders/— 2026.csv'],
  ])('tell of %s, and hide whom it names', (key, hidden) => {
    expect(namingHim(['orders/june.csv', key], HE)).toEqual([hidden]);
  });

  it.each([
    ...['orders/may.csv', 'orders/7.csv', 'orders/xli@shop.example.csv', 'orders/li@shop.examples.csv'],
    ...['orders/桃李.csv', 'orders/li leisure.csv', 'orders/138123456789.csv', 'orders/C-10071.csv'],
  ])('do not tell of %s, which only looks alike', (key) => {
    expect(namingHim([key], HE)).toEqual([]);
  });
});
