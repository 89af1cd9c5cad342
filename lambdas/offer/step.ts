import type { ContentFault, OffersAnswer } from '../../shared/contract/content-answers.ts';
import type { ObjectCreated } from '../../shared/contract/intake.ts';
import { listOf, OFFER_FAULTS, type OfferCodes, readCodes } from '../../shared/domain/mail/offer-codes.ts';
import type { SheetLine } from '../../shared/domain/override-columns.ts';

export interface OfferDependencies {
  answerId(key: string, versionId: string): string;
  read(key: string, versionId: string): Promise<{ lines: SheetLine[] } | { faults: ContentFault[] }>;
  /** `undefined` = the list would become too long, and nothing is changed. */
  append(
    list: string,
    codes: readonly string[],
    versionId: string,
  ): Promise<{ fresh: number; left: number } | undefined>;
  /** Without effect where an earlier call answered this very upload: it alone knows what was new. */
  answer(answer: OffersAnswer): Promise<unknown>;
}

type Outcome = Pick<OffersAnswer, 'status' | 'list' | 'faults'> & Counted;
type Counted = Pick<OffersAnswer, 'lines' | 'fresh' | 'repeated' | 'known' | 'refused' | 'left'>;

/** So many faults are told of; a file of another kind has one in each line. */
const MOST_FAULTS = 100;

/** Puts the codes of an uploaded file into their list, and answers in any case. The same upload twice does it once. */
export const offer =
  (deps: OfferDependencies) =>
  async ({ time, detail }: ObjectCreated): Promise<OffersAnswer> => {
    const { key, 'version-id': versionId } = detail.object;
    const answerId = deps.answerId(key, versionId);
    const outcome = await takenIn(deps, key, versionId);
    const answer: OffersAnswer = { answerId, kind: 'offers', key, versionId, uploadedAt: time, ...outcome };
    await deps.answer(answer);
    return answer;
  };

async function takenIn(deps: OfferDependencies, key: string, versionId: string): Promise<Outcome> {
  const list = listOf(key);
  if (list === undefined) return refusedFor(null, [{ line: 0, message: OFFER_FAULTS.name }]);
  const sheet = await deps.read(key, versionId);
  if ('faults' in sheet) return refusedFor(list, sheet.faults);
  const read = readCodes(sheet.lines.map(({ line, cells }) => ({ line, cell: cells[0] ?? '' })));
  if (read.codes.length === 0)
    return refusedFor(list, [...told(read), { line: 0, message: OFFER_FAULTS.none }]);
  const grown = await deps.append(list, read.codes, versionId);
  if (!grown) return refusedFor(list, [{ line: 0, message: OFFER_FAULTS.many }]);
  return { status: 'accepted', list, faults: told(read), ...counted(read, grown) };
}

const told = ({ refused }: OfferCodes): ContentFault[] => refused.slice(0, MOST_FAULTS);

const counted = (read: OfferCodes, { fresh, left }: { fresh: number; left: number }): Counted => ({
  lines: read.lines,
  fresh,
  repeated: read.repeated,
  known: read.codes.length - fresh,
  refused: read.refused.length,
  left,
});

const refusedFor = (list: string | null, faults: ContentFault[]): Outcome => ({
  ...{ status: 'refused', list, faults },
  ...{ lines: 0, fresh: 0, repeated: 0, known: 0, refused: 0, left: 0 },
});
