import type { Answer } from '../../shared/contract/intake.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { majorUnits } from '../../shared/domain/money.ts';

export type Say = (text: Bilingual) => string;

export const number = (count: number): string => count.toLocaleString('en-US');

const KEPT = both('imported', '导入');
const REJECTED = both('with faults', '有误');
const REPEATED = both('repeated', '重复');
const SET_ASIDE = both('not counted', '不计入');

/** Rows of a file that is refused as a whole are usable at most. */
export function countsLine({ counts, status }: Answer, say: Say): string {
  const { rows, kept, rejected, repeated, setAside, blank } = counts;
  const parts: [number, Bilingual][] = [
    [kept, status === 'refused' ? both('usable', '可用') : KEPT],
    [rejected, REJECTED],
    [repeated, REPEATED],
    [setAside, SET_ASIDE],
    [blank, both('blank', '空行')],
  ];
  const sum = parts.map(([count, word]) => `${number(count)} ${say(word)}`).join(' + ');
  return `${number(rows)} ${say(both('rows', '行'))} = ${sum}`;
}

/** The money that counts, then what the file says besides, by the reason why it does not. */
export function amountsOf({ amounts, amountsElsewhere: elsewhere }: Answer, say: Say): string[] {
  const kept = sumsOf(amounts, say);
  if (!elsewhere) return kept;
  const others: [Record<string, number>, Bilingual][] = [
    [elsewhere.rejected, REJECTED],
    [elsewhere.repeated, REPEATED],
    [elsewhere.setAside, SET_ASIDE],
  ];
  return [
    ...kept,
    ...others.flatMap(([sums, word]) =>
      sumsOf(sums, say).map((sum) => say(both(`${sum} ${word.en}`, `${word['zh-CN']}：${sum}`))),
    ),
  ];
}

function sumsOf(sums: Record<string, number>, say: Say): string[] {
  const named = (currency: string) => currency || say(both('without a currency', '未注明货币'));
  return Object.entries(sums).map(
    ([currency, minor]) => `${grouped(majorUnits(minor, currency))} ${named(currency)}`,
  );
}

const grouped = (decimal: string): string => decimal.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
