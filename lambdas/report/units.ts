import type { Report } from '../../shared/contract/report.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { isShare, SMALLEST_SHARE } from '../../shared/domain/explain/feature-words.ts';
import { scaleOf } from '../../shared/domain/feature-catalog.ts';
import { amount } from '../../shared/domain/report/amount.ts';
import { counted, type Say } from '../../shared/domain/report/html.ts';

type Score = Report['scores'][number];

const ORDERS: readonly string[] = ['orderCount', 'lifetimeOrders', 'expectedOrders'];

/** Edges of one score as people read them, its unit once behind them; bare where it is not known what they count. */
export function edgeWords(
  edges: readonly number[],
  score: Score | undefined,
  currency: string,
  say: Say,
): string {
  if (edges.length === 0) return '–';
  if (!score) return edges.map(counted).join(' | ');
  const figures = edges.map((edge) => figure(edge, score, currency)).join(' | ');
  const unit = unitOf(score, currency, say);
  return unit === '' ? figures : `${figures} ${unit}`;
}

function figure(edge: number, { of, unit, levels }: Score, currency: string): string {
  const level = levels?.[edge - 1];
  if (level !== undefined) return level;
  if (unit === 'money') return amount(edge, currency);
  if (unit !== 'number') return counted(edge);
  const real = edge / scaleOf('number', currency);
  return isShare(of) ? shareWords(real) : real.toLocaleString('en-US', { maximumFractionDigits: 4 });
}

/** Cut points are exact: what one decimal would round away is written out. */
const shareWords = (real: number): string =>
  real < SMALLEST_SHARE
    ? `${(100 * real).toLocaleString('en-US', { maximumFractionDigits: 2 })}%`
    : `${(100 * real).toFixed(1)}%`;

function unitOf({ of, unit }: Score, currency: string, say: Say): string {
  if (unit === 'money') return currency;
  if (unit === 'days') return say(both('days', '天'));
  return ORDERS.includes(of) ? say(both('orders', '单')) : '';
}
