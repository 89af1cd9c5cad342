import { expect, test } from 'vitest';
import { readConsent } from '../../../shared/formats/words.ts';

test.each([
  ...['yes', 'Y', 'TRUE', '1', '是', '同意', '已授权', '授权', '接受', '愿意', ' ＹＥＳ '],
  ...['subscribed', 'opted in', 'Opted-In', 'opted_in', 'opt-in', 'optin', '已订阅', '订阅'],
])('%j agrees', (cell) => expect(readConsent(cell)).toBe(true));

test.each([
  ...['no', 'N', 'false', '0', '否', '不同意', '不接受', '不愿意', '未授权'],
  ...['退订', '已退订', '取消订阅', '已取消订阅', '拒绝', '已拒绝', '拒收', '未订阅', 'unsubscribed'],
  ...['opted out', 'Opted Out', 'opt-out', 'opted_out', 'optout', 'opt out', 'declined'],
])('%j does not agree', (cell) => expect(readConsent(cell)).toBe(false));

test.each([
  ['', null],
  [' ', null],
  ['maybe', undefined],
  ['constructor', undefined],
])('%j says %j', (cell, expected) => expect(readConsent(cell)).toBe(expected));

test.each([
  ['yes', false],
  ['是', false],
  ['no', true],
  ['opted out', false],
  ['退订', false],
  ['拒绝', false],
  ['opted in', true],
  ['', null],
  ['maybe', undefined],
])('under a heading that asks who opted out, %j is the consent %j', (cell, expected) =>
  expect(readConsent(cell, true)).toBe(expected),
);
