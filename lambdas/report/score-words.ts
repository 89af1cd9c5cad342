import type { Report } from '../../shared/contract/report.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { featureWords, weightedWords } from '../../shared/domain/explain/feature-words.ts';
import type { Say } from '../../shared/domain/report/html.ts';

export const scoreOf = ({ scores }: Pick<Report, 'scores'>, name: string) =>
  scores.find((score) => score.name === name);

/** `recency[cn]` is the part of the customers whose cut points are their own. */
export const keyWords = (key: string): string => key.replace(/^([^[]+)\[(.*)\]$/, '$1 · $2');

/** What a score is taken from. */
export function measuredWords(report: Report, name: string, say: Say): string {
  const score = scoreOf(report, name);
  if (!score) return say(UNKNOWN);
  return say(score.weighted ? weightedWords(score.of) : featureWords(score.of));
}

/** Without the policy's word for it nobody may guess whether a figure is money. */
const UNKNOWN = both('as in the policy, money in minor units', '见策略文件，金额以最小货币单位计');
