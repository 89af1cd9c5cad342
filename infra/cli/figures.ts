import type { IntakeCounts } from '../../shared/contract/intake.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { amount } from '../../shared/domain/report/amount.ts';
import { counted } from '../../shared/domain/report/html.ts';

/** What became of the rows: `1,204 rows = 1,200 kept + 4 rejected + …`. */
export function countWords(counts: IntakeCounts, language: Language): string {
  const { rows, kept, rejected, repeated, setAside, blank } = counts;
  const terms: [number, Bilingual][] = [
    [kept, both('kept', '导入')],
    [rejected, both('rejected', '有误')],
    [repeated, both('repeated', '重复')],
    [setAside, both('set aside', '不计入')],
    [blank, both('blank', '空行')],
  ];
  const parts = terms.map(([count, word]) => `${counted(count)} ${word[language]}`);
  return `${rowsOf(rows)[language]} = ${parts.join(' + ')}`;
}

const rowsOf = (rows: number): Bilingual =>
  both(`${counted(rows)} ${rows === 1 ? 'row' : 'rows'}`, `${counted(rows)} 行`);

/** Sums of money by currency, minor units ('' = none is named): `1,234.50 CNY`. */
export const sumWords = (sums: Readonly<Record<string, number>>): string[] =>
  Object.entries(sums).map(([code, sum]) => `${amount(sum, code)} ${code}`.trim());
