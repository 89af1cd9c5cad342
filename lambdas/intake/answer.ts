import type { Answer, Intake } from '../../shared/contract/intake.ts';
import type { Language } from '../../shared/domain/bilingual.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../shared/domain/csv.ts';
import { problemText } from '../../shared/formats/problems.ts';

/** What whoever uploaded is told: the intake, and every problem in words. */
export function answerOf(made: Intake): Answer {
  const problems = made.problems.map((problem) => ({
    ...problem,
    ...problemText(problem.code, problem.column),
  }));
  return { ...made, problems };
}

/** The rejects file of an upload that was not opened: only why. */
export function rejectsOf(code: string, language: Language): string {
  const { what, remedy } = problemText(code);
  const header = csvLine(['line', 'code', 'reason', 'remedy']);
  return BYTE_ORDER_MARK + header + csvLine([0, code, what[language], remedy[language]]);
}
