import { type Bilingual, both } from '../bilingual.ts';

/** `2026-Q3`, `FY2026-H1`, `2026-07` as people say it. */
export function periodInWords(period: string): Bilingual {
  const [, fiscal = '', year = '', part = '', number = ''] = /^(FY)?(\d+)-([QH]?)(\d+)$/.exec(period) ?? [];
  if (year === '') return both(period, period);
  const zhYear = `${year} ${fiscal ? '财年' : '年'}`;
  const enYear = `${fiscal ? 'fiscal ' : ''}${year}`;
  if (part === 'Q') return both(`quarter ${number} of ${enYear}`, `${zhYear}第 ${number} 季度`);
  if (part === 'H')
    return both(`half ${number} of ${enYear}`, `${zhYear}${number === '1' ? '上' : '下'}半年`);
  return both(period, `${zhYear} ${Number(number)} 月`);
}
