import type { Effect } from '../../shared/contract/effect.ts';
import type { Report } from '../../shared/contract/report.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { folded, note, type Say, safe, table } from '../../shared/domain/report/html.ts';
import { intervalPlot } from '../../shared/domain/report/interval-plot.ts';
import { HOW_TO_HOLD_OUT, NOT_MEASURED, notesOf, TOO_EARLY } from './effect-notes.ts';
import { beforeTable, claimsTable, differencesTable, unmeasuredTable } from './effect-tables.ts';
import { campaignWords, pointsOf, sentenceOf } from './effect-words.ts';
import { titled } from './layout.ts';

/** What earlier mail changed, in sentences first; then the picture, then every figure. */
export const effectSection = ({ effect }: Report, say: Say): string =>
  titled(say, both('What the mails changed', '邮件带来的变化'), bodyOf(effect, say));

function bodyOf(effect: Effect | null, say: Say): string {
  if (effect === null) return note(say, NOT_MEASURED);
  if (effect.runs.length === 0) return note(say, TOO_EARLY);
  const unmeasured = effect.unmeasured.length > 0 ? table(say, unmeasuredTable(effect, say)) : '';
  if (effect.lines.length === 0) return note(say, HOW_TO_HOLD_OUT) + unmeasured;
  return [
    sentences(effect, say),
    plot(effect, say),
    table(say, differencesTable(effect, say)),
    table(say, claimsTable(effect, say)) + note(say, CLAIMED),
    ...notesOf(effect).map((text) => note(say, text)),
    unmeasured,
    folded(say, BEFORE, note(say, NO_PROOF) + table(say, beforeTable(effect, say))),
  ].join('');
}

const CLAIMED = both(
  'Programs like this are often said to lose 30 % fewer customers and to bring 50 % more back than was spent. The table says whether these data support it.',
  '此类项目常宣称“流失率降低 30%”“回报比投入多 50%”。表中写明本店数据是否支持这两点。',
);
const BEFORE = both('Before and after, which proves nothing', '前后对比（不能作为证明）');
const NO_PROOF = both(
  'The same customers in as many days before the mail as after it. Seasons, and whom the rules choose, change these figures without any mail; only the groups above tell what the mails did.',
  '同一批客户在邮件之前与之后相同天数内的情况。季节和筛选规则本身就会使这些数字变化；邮件的作用只能看上面的对照组比较。',
);

/** Of all tiers together; the tiers stand in the table. */
const whole = ({ lines }: Effect) => lines.filter(({ tier }) => tier === null);

const sentences = (effect: Effect, say: Say): string =>
  `<ul>${whole(effect)
    .map((line) => `<li>${safe(sentenceOf(line, say))}</li>`)
    .join('')}</ul>`;

const plot = (effect: Effect, say: Say): string =>
  intervalPlot(
    say,
    both('Bought again: treated less held out, in points', '再次购买：发送组与对照组之差（百分点）'),
    whole(effect).map((line) => {
      const { value, from, to } = line.bought;
      return { label: say(campaignWords(line)), figure: pointsOf(line.bought), value, from, to };
    }),
  );
