import type { Bucket } from '../../shared/adapters/bucket.ts';
import type { Answer, Taken } from '../../shared/contract/intake.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import type { Language } from '../../shared/domain/bilingual.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../shared/domain/csv.ts';
import { problemText } from '../../shared/formats/problems.ts';

/** What whoever uploaded is told: the intake, and every problem in words. */
function answerOf(made: Taken): Answer {
  const problems = made.problems.map((problem) => ({
    ...problem,
    ...problemText(problem.code, problem.column),
  }));
  return { ...made, problems };
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
