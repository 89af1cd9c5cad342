import type { PeriodNews } from '../../shared/contract/run-news.ts';
import { inWords } from '../../shared/domain/mail/letter.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { periodInWords } from '../../shared/domain/report/period.ts';
import type { NotifyDependencies } from './dependencies.ts';
import type { News } from './tell.ts';

/** The mail about a period that has ended and waits for exports; `undefined` where the news is gone. */
export async function periodNews(
  { periodNews: read, render }: Pick<NotifyDependencies, 'periodNews' | 'render'>,
  { shop }: Pick<Policy, 'shop'>,
  period: string,
): Promise<News | undefined> {
  const news = await read(period);
  if (!news) return undefined;
  const letter = render('waiting', shop.language, variablesOf(news, shop));
  return { about: `waiting/${period}`, sort: 'waiting', letter };
}

function variablesOf(
  { period, end, coveredFrom, newestRow }: PeriodNews,
  { name, language }: Policy['shop'],
) {
  return {
    ...{ shop: name[language], runId: '', period: periodInWords(period)[language] },
    ...{ end: inWords(end, language), coveredFrom: inWords(coveredFrom, language) },
    newestRow: newestRow === undefined ? '' : inWords(newestRow, language),
  };
}
