import { type Bilingual, both } from '../bilingual.ts';
import type { RunCost } from './run-cost.ts';

/** Costs for people: "about 0.46 US dollars, of which mail 0.08". */
export function costWords({ lines, total }: Pick<RunCost, 'lines' | 'total'>): Bilingual {
  const mail = lines.find(({ id }) => id === 'mail')?.usd ?? 0;
  const [en, zh] = [`about ${dollars(total)} US dollars`, `约 ${dollars(total)} 美元`];
  if (total < 0.01) return both('less than 0.01 US dollars', '不到 0.01 美元');
  if (mail < 0.01) return both(en, zh);
  return both(`${en}, of which mail ${dollars(mail)}`, `${zh}，其中邮件 ${dollars(mail)} 美元`);
}

/** Where the prices come from, and what is not in them. */
export const priceWords = ({ pricesOf }: Pick<RunCost, 'pricesOf'>): Bilingual =>
  both(
    `Prices of AWS in us-east-1 as of ${pricesOf.slice(0, 7)}, without taxes and free allowances; other Regions ask for more or less. SES at its plan Essentials. What an account pays by the month whether it grades or not (keys, logs, alarms, storage) is not in it.`,
    `按 AWS 美国东部（us-east-1）${pricesOf.slice(0, 7)} 的价格计算，不含税费和免费额度，其他区域价格有所不同；SES 按 Essentials 套餐。每月固定的费用（密钥、日志、告警、存储）未计入。`,
  );

/** To the cent, with thousands apart. */
export const dollars = (usd: number): string =>
  usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
