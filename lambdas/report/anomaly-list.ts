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

const kindOf = ({ trips }: Anomalies[number]): Bilingual =>
  trips ? both('Guard rail:', '触发护栏：') : both('Unusual:', '异常：');
