/** Words that people write for yes and no. */
const CONSENT: Record<string, boolean> = {
  ...Object.fromEntries(
    ['yes', 'y', 'true', 't', '1', '是', '同意', '已同意', '已订阅', 'subscribed'].map((word) => [
      word,
      true,
    ]),
  ),
  ...Object.fromEntries(
    ['no', 'n', 'false', 'f', '0', '否', '不同意', '未同意', '未订阅', '已退订', 'unsubscribed'].map(
      (word) => [word, false],
    ),
  ),
};

export const word = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** Own properties only, so that a cell such as `constructor` is an unknown word. */
export const meaning = <T>(words: Readonly<Record<string, T>>, text: string): T | undefined =>
  Object.hasOwn(words, text) ? words[text] : undefined;

/** `null` = the row says nothing; `undefined` = it says something that we do not understand. */
export function readConsent(cell: string): boolean | null | undefined {
  const said = word(cell);
  return said === '' ? null : meaning(CONSENT, said);
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
