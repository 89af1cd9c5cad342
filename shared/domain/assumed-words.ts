import { type Bilingual, both, type Language } from './bilingual.ts';

/** What a file does not say itself, and how it was read all the same. */
interface Assumptions {
  dates?: 'DMY' | 'MDY' | undefined;
  epoch?: 's' | 'ms' | undefined;
  amounts?: 'point' | 'comma' | undefined;
  timeZone?: string | undefined;
  currency?: string | undefined;
}

const DATES = {
  DMY: both('dates are day/month/year', '日期为日/月/年'),
  MDY: both('dates are month/day/year', '日期为月/日/年'),
};
const EPOCH = {
  s: both('dates are seconds since 1970', '日期为 1970 年以来的秒数'),
  ms: both('dates are milliseconds since 1970', '日期为 1970 年以来的毫秒数'),
};
const AMOUNTS = {
  point: both('decimals stand after a point', '小数点是“.”'),
  comma: both('decimals stand after a comma', '小数点是逗号'),
};

/** One phrase for each assumption, without a full stop. */
export function assumedWords(assumed: Assumptions, language: Language): string[] {
  const { dates, epoch, amounts, timeZone, currency } = assumed;
  const said: (Bilingual | undefined)[] = [
    dates && DATES[dates],
    epoch && EPOCH[epoch],
    amounts && AMOUNTS[amounts],
    timeZone ? both(`times are of ${timeZone}`, `时间按 ${timeZone} 时区`) : undefined,
    currency ? both(`amounts are in ${currency}`, `金额币种为 ${currency}`) : undefined,
  ];
  return said.flatMap((one) => (one ? [one[language]] : []));
}
