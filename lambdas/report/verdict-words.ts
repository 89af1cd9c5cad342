import type { Report } from '../../shared/contract/report.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { worthWords } from '../../shared/domain/explain/worth-words.ts';
import type { LearntLifetime } from '../../shared/domain/learnt.ts';

/** Whether each model is used, what stood against it, and what counts instead. */
export function verdictWords(lifetime: LearntLifetime, valuation: Report['valuation']): Bilingual[] {
  const { verdict, behaviour, spend } = lifetime;
  const spendVerdict = spendVerdictOf(lifetime);
  return [
    after(PURCHASES, VERDICTS[verdict], whereWords(verdict, behaviour !== null)),
    after(SPEND, VERDICTS[spendVerdict], whereWords(spendVerdict, spend !== null)),
    ...insteadWords(verdict === 'used', spendVerdict === 'used', valuation !== null),
    ...(valuation ? [worthWords(valuation)] : []),
  ];
}

type Verdict = LearntLifetime['verdict'];

/** Earlier programs had one verdict for both; what could not be fitted is missing all the same. */
const spendVerdictOf = ({ spendVerdict, spend }: LearntLifetime): Verdict =>
  spendVerdict === 'used' && !spend ? 'degenerate' : spendVerdict;

const after = (...parts: readonly Bilingual[]): Bilingual =>
  both(
    parts
      .map(({ en }) => en)
      .filter((each) => each !== '')
      .join(' '),
    parts.map((each) => each['zh-CN']).join(''),
  );

const PURCHASES = both('How customers buy and leave.', '购买与流失模型——');
const SPEND = both('What a purchase day is worth (Gamma-Gamma).', '消费金额模型（Gamma-Gamma）——');

const VERDICTS: Record<Verdict, Bilingual> = {
  used: both(
    'Used: on the last stretch, which it had not seen, it did better than going on at the earlier rate.',
    '已采用：用最近一段未参与学习的数据检验，误差小于“按以往频率继续”的简单推算。',
  ),
  loses: both(
    'Not used: on the last stretch, which it had not seen, it did no better than going on at the earlier rate.',
    '未采用：用最近一段未参与学习的数据检验，误差不小于“按以往频率继续”的简单推算。',
  ),
  too_little_data: both(
    'Not used: too few customers bought more than once to learn from.',
    '未采用：复购的客户太少，不足以学习。',
  ),
  no_churn_signal: both(
    'Not used: the data show no sign of customers leaving, so no chance of it can be told.',
    '未采用：数据中看不出客户流失的迹象，无法推算流失概率。',
  ),
  degenerate: both('Not used: the figures do not settle on one answer.', '未采用：数据无法得出稳定的参数。'),
};

/** Whether it could not be fitted at all, or only not on the shorter stretch; the other verdicts say it themselves. */
function whereWords(verdict: Verdict, fitted: boolean): Bilingual {
  if (verdict !== 'too_little_data' && verdict !== 'degenerate') return both('', '');
  return fitted ? ON_THE_SHORTER : NOT_AT_ALL;
}

const NOT_AT_ALL = both('It could not be fitted.', '无法拟合。');
const ON_THE_SHORTER = both(
  'It could be fitted on all days, but not on the shorter stretch that the test needs.',
  '用全部数据可以拟合，但用检验所需的较短数据无法拟合。',
);

function insteadWords(buys: boolean, spends: boolean, valued: boolean): Bilingual[] {
  if (buys && spends) return [];
  if (buys) return [valued ? VALUE_BY_RATE : VALUE_UNKNOWN];
  return [valued ? ALL_BY_RATE : ALL_UNKNOWN];
}

const VALUE_BY_RATE = both(
  'The chances are those of the model; only the lifetime value takes the policy’s fallback: every customer goes on at the rate so far.',
  '各项概率仍取自模型；只有生命周期价值改用策略中的备用办法：假定每位客户按以往频率继续。',
);
const VALUE_UNKNOWN = both(
  'The chances are those of the model; the policy has no fallback, so the lifetime value is unknown.',
  '各项概率仍取自模型；策略未设备用办法，生命周期价值按未知处理。',
);
const ALL_BY_RATE = both(
  'The policy’s fallback counts instead: every customer goes on at the rate so far.',
  '改用策略中的备用办法：假定每位客户按以往频率继续。',
);
const ALL_UNKNOWN = both(
  'The policy has no fallback: lifetime value and all chances are unknown.',
  '策略未设备用办法：生命周期价值与各项概率均按未知处理。',
);
