import type { Batch, SendDependencies } from './dependencies.ts';
import { grouped, type Letter } from './letters.ts';
import { rowOf, type Work } from './work.ts';

/** The mails in their order, each with its code where its campaign has an offer and the list was long enough. */
export async function drawCodes(
  letters: readonly Letter[],
  batch: Batch,
  { offers }: Pick<SendDependencies, 'offers'>,
): Promise<Letter[]> {
  const codes = new Map<string, string | undefined>();
  for (const group of grouped(letters, (letter) => listToDraw(letter, batch) ?? '')) {
    const list = group[0] && listToDraw(group[0], batch);
    const drawn = list === undefined ? [] : await offers.draw(list, group.length);
    for (const [i, { sid }] of group.entries()) codes.set(sid, drawn[i]);
  }
  return letters.map((letter) => ({ ...letter, offerCode: letter.offerCode ?? codes.get(letter.sid) }));
}

const listOf = ({ mail }: Letter, { policy }: Batch): string | undefined =>
  policy.campaigns.find(({ rule }) => rule === mail.rule)?.offer?.list;

/** A mail that had a code before keeps it. */
const listToDraw = (letter: Letter, batch: Batch): string | undefined =>
  letter.offerCode === undefined ? listOf(letter, batch) : undefined;

/** The list had no code left for it. */
export const lacksCode = (letter: Letter, batch: Batch): boolean => listToDraw(letter, batch) !== undefined;

/**
 * A code that was just drawn stands with its mail in the ledger before the first one goes out: whatever breaks off the
 * work, the next try carries the same. One write more for each mail of a campaign with an offer.
 */
export async function keepCodes(
  letters: readonly Letter[],
  work: Work,
  deps: SendDependencies,
): Promise<void> {
  const isKept = ({ isSecond, standing }: Letter) => isSecond || standing?.offerCode !== undefined;
  const drawn = letters.filter((letter) => letter.offerCode !== undefined && !isKept(letter));
  if (!work.lease.holds()) return;
  const rows = drawn.map((letter) => ({ ...rowOf(letter, 'claimed', work, deps), reason: 'waits' }));
  await Promise.all(rows.map((row) => deps.ledger.write(row)));
}
