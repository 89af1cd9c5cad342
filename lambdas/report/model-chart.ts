import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { LearntLifetime } from '../../shared/domain/learnt.ts';
import { counted, type Say } from '../../shared/domain/report/html.ts';
import { type Measure, measures } from '../../shared/domain/report/measures.ts';
import { lead } from './layout.ts';

type Test = NonNullable<LearntLifetime['backTest']>;

/** What was foretold of days that had passed already, beside what happened. */
export function checkPicture(test: Test, say: Say): string {
  const { actual, predicted, naive } = test;
  const bars: Measure[] = [
    { label: say(both('as it was', '实际')), value: actual, figure: counted(actual), apart: true },
    ...(predicted === null ? [] : [foretold(both('by the model', '模型预测'), predicted, actual, say)]),
    foretold(both('by the earlier rate', '按以往频率推算'), naive, actual, say),
  ];
  return lead(say, meaning(test)) + measures(say, TITLE, bars);
}

const TITLE = both(
  'Purchase days of all customers together on the days kept for the test',
  '检验期内全部客户的购买天数',
);

const foretold = (name: Bilingual, value: number, actual: number, say: Say): Measure => ({
  label: say(name),
  value,
  figure: `${counted(Math.round(value))}${actual === 0 ? '' : ` (${off(value, actual)})`}`,
});

/** By how much the forecast is off, in per cent of what happened. */
function off(value: number, actual: number): string {
  const share = (100 * (value - actual)) / actual;
  return `${share < 0 ? '−' : '+'}${Math.abs(share).toFixed(1)}%`;
}

function meaning({ holdoutDays, actual, predicted, naive }: Test): Bilingual {
  const [was, rate] = [actual, Math.round(naive)].map(counted);
  const model = predicted === null ? null : counted(Math.round(predicted));
  const start = both(
    `On the last ${holdoutDays} days there were ${was} purchase days.`,
    `最近 ${holdoutDays} 天，全部客户共有 ${was} 个购买日。`,
  );
  const told =
    model === null
      ? both(
          ` Going on at the earlier rate would have said ${rate}; the model could not be tested.`,
          `按以往频率推算为 ${rate}；模型无法检验。`,
        )
      : both(
          ` The model, which had not seen them, foretold ${model}; going on at the earlier rate would have said ${rate}.`,
          `没有见过这段数据的模型预测为 ${model}，按以往频率推算为 ${rate}。`,
        );
  return both(start.en + told.en, start['zh-CN'] + told['zh-CN']);
}
