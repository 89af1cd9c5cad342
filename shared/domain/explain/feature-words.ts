import { type Bilingual, both } from '../bilingual.ts';
import type { BuiltIn, LifetimeFeature } from '../feature-catalog.ts';

/** What Tierwise knows of a customer by itself; the window is the policy's. */
const WORDS: Record<BuiltIn | LifetimeFeature, Bilingual> = {
  daysSinceLastOrder: both('days since the last order', '距上次下单的天数'),
  orderCount: both('number of orders in the window', '窗口期内下单次数'),
  netAmount: both('amount spent in the window after refunds', '窗口期内净消费金额'),
  averageOrder: both('average order in the window', '窗口期内平均每单金额'),
  lifetimeOrders: both('number of orders ever', '累计下单次数'),
  lifetimeAmount: both('amount spent ever after refunds', '累计净消费金额'),
  daysSinceFirstOrder: both('days since the first order', '距首次下单的天数'),
  daysBetweenLastOrders: both('days between the last two orders', '最近两次下单的间隔天数'),
  lifetimeValue: both('lifetime value', '客户生命周期价值'),
  aliveProbability: both('chance that the customer still buys here', '仍是活跃客户的概率'),
  purchaseProbability: both('chance of an order in the next period', '下个周期下单的概率'),
  churnProbability: both('chance of no order in the next period', '下个周期流失的概率'),
  expectedOrders: both('orders expected in the next period', '下个周期预计下单次数'),
  daysToNextOrder: both('days until the next order is expected', '预计距下次下单的天数'),
};

const SHARES: readonly string[] = ['aliveProbability', 'purchaseProbability', 'churnProbability'];

/** Whether a number is a share of one, which people read in per cent. */
export const isShare = (name: string): boolean => SHARES.includes(name);

/** What lies below is shown as less than this. */
export const SMALLEST_SHARE = 0.001;

/** A feature in words; the shop's own names are the shop's words already. */
export function featureWords(name: string): Bilingual {
  const words: Readonly<Record<string, Bilingual>> = WORDS;
  return (Object.hasOwn(words, name) ? words[name] : undefined) ?? both(name, name);
}

/** What the presets call their scores; any other is the shop's own word. */
const SCORES: Readonly<Record<string, string>> = {
  recency: '最近购买',
  frequency: '购买次数',
  monetary: '消费金额',
  rfm: '综合分',
};

/** A score as people know it. */
export const scoreWords = (name: string): Bilingual =>
  both(name, (Object.hasOwn(SCORES, name) ? SCORES[name] : undefined) ?? name);

export const weightedWords = (name: string): Bilingual =>
  both(`weighted score ${name}`, `加权评分 ${scoreWords(name)['zh-CN']}`);
