import type { Bucket } from '../../shared/adapters/bucket.ts';
import type { Answer, Taken } from '../../shared/contract/intake.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../shared/domain/csv.ts';
import { problemText } from '../../shared/formats/problems.ts';
import { ALL_PROFILES } from '../../shared/formats/profiles.ts';

/** What people call the format of a file; one that no profile has is that of a mapping. */
const formatName = (format: string): Bilingual =>
  ALL_PROFILES.find(({ id }) => id === format)?.name ?? both('a mapping', '列对照表（mapping）');

/** What whoever uploaded is told: the intake, its format and every problem in words. */
function answerOf(made: Taken): Answer {
  const problems = made.problems.map((problem) => ({
    ...problem,
    ...problemText(problem.code, problem.column),
  }));
  const { format } = made;
  return { ...made, ...(format === undefined ? {} : { formatName: formatName(format) }), problems };
}

/** Answers whoever uploaded; a mail follows from it. */
export async function answer<T extends Taken>(
  { results }: { results: Pick<Bucket, 'put'> },
  made: T,
): Promise<T> {
  const text = JSON.stringify(answerOf(made), null, 1);
  await results.put(resultKeys.answer(made.intakeId), text, 'application/json');
  return made;
}

/** The rejects file of an upload that was not opened: only why. */
export function rejectsOf(code: string, language: Language): string {
  const { what, remedy } = problemText(code);
  const header = csvLine(['line', 'code', 'reason', 'remedy']);
  return BYTE_ORDER_MARK + header + csvLine([0, code, what[language], remedy[language]]);
}
