const eachOf = <T>(words: string, meant: T): [string, T][] => words.split('|').map((word) => [word, meant]);

/** Words that people write for yes and no. */
const CONSENT: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...eachOf('yes|y|true|t|1|是|同意|已同意|接受|愿意|授权|已授权|accepted|granted', true),
  ...eachOf('no|n|false|f|0|否|不同意|未同意|不接受|不愿意|未授权', false),
]);

/** What somebody has become: it means the same under a heading that asks who opted out. */
const SUBSCRIPTION: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...eachOf('subscribed|opted in|opted-in|opted_in|optedin|opt in|opt-in|opt_in|optin|订阅|已订阅', true),
  ...eachOf('unsubscribed|opted out|opted-out|opted_out|optedout|opt out|opt-out|opt_out|optout', false),
  ...eachOf('未订阅|退订|已退订|取消订阅|已取消订阅|拒收|已拒收|拒绝|已拒绝|declined|refused', false),
]);

export const word = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** Own properties only, so that a cell such as `constructor` is an unknown word. */
export const meaning = <T>(words: Readonly<Record<string, T>>, text: string): T | undefined =>
  Object.hasOwn(words, text) ? words[text] : undefined;

/**
 * Whether somebody agrees. `null` = the row says nothing; `undefined` = it says something that we do not understand.
 * With `asksOptOut` yes means that they do not.
 */
export function readConsent(cell: string, asksOptOut = false): boolean | null | undefined {
  const said = word(cell);
  if (said === '') return null;
  const answer = meaning(CONSENT, said);
  return answer === undefined ? meaning(SUBSCRIPTION, said) : answer !== asksOptOut;
}

export type FeedbackKind = 'survey' | 'rating' | 'complaint';

const FEEDBACK: Record<FeedbackKind, string> = {
  survey: 'survey nps csat questionnaire poll 问卷 问卷调查 调查 调研 满意度 满意度调查 回访 問卷',
  rating: 'rating review stars comment 评分 评价 评论 好评 中评 差评 評價 評分',
  complaint: 'complaint ticket claim 投诉 客诉 申诉 投訴',
};

const FEEDBACK_WORDS: Readonly<Record<string, FeedbackKind>> = Object.fromEntries(
  (['survey', 'rating', 'complaint'] as const).flatMap((kind) =>
    FEEDBACK[kind].split(' ').map((name): [string, FeedbackKind] => [name, kind]),
  ),
);

export const feedbackKind = (cell: string): FeedbackKind | undefined => meaning(FEEDBACK_WORDS, word(cell));
