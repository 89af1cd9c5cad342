import type { Review } from '../../shared/contract/artifacts.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { type Say, safe } from '../../shared/domain/report/html.ts';

type Anomalies = Review['anomalies'];

/** What was odd of the plan, what the policy's guard rails say first; nothing where nothing was. */
export function anomalyList(anomalies: Anomalies, say: Say): string {
  if (anomalies.length === 0) return '';
  const items = anomalies
    .toSorted((a, b) => Number(b.trips) - Number(a.trips))
    .map((anomaly) => `<li><b>${safe(say(kindOf(anomaly)))}</b> ${safe(say(anomaly.say))}</li>`);
  return `<ul>${items.join('')}</ul>`;
}

/** What the list and all that stands with it come to, in a sentence before them. */
export function attentionWords(anomalies: Anomalies): Bilingual {
  const limits = anomalies.filter(({ trips }) => trips).length;
  if (limits > 0)
    return both(
      `This run goes beyond ${limits === 1 ? 'a limit' : `${limits} limits`} that the policy sets. Find out why before you rely on it.`,
      `本次运行超出策略设定的 ${limits} 项限制，请先弄清原因，再采用结果。`,
    );
  const odd = anomalies.length;
  if (odd > 0)
    return both(
      `${odd === 1 ? 'One thing about this run is' : `${odd} things about this run are`} unusual. Find out why before you rely on it.`,
      `本次运行有 ${odd} 处异常，请先弄清原因，再采用结果。`,
    );
  return both(
    'Nothing about this run is unusual, but keep this in mind when you read its tiers.',
    '本次运行没有异常，但查看等级时请留意以下情况。',
  );
}

const kindOf = ({ trips }: Anomalies[number]): Bilingual =>
  trips ? both('Guard rail:', '触发审批条件：') : both('Unusual:', '异常：');
