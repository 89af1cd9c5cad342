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
