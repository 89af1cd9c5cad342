import {
  type ApplyCounts,
  MailOutcomeSchema,
  type Review,
  type Statements,
} from '../../shared/contract/artifacts.ts';
import type { Intake, IntakeCounts } from '../../shared/contract/intake.ts';
import { addCounts, type Equation } from '../../shared/domain/counts.ts';
import { planEquations } from '../../shared/domain/equations.ts';

const NO_ROWS: IntakeCounts = { rows: 0, kept: 0, rejected: 0, repeated: 0, setAside: 0, blank: 0 };
const NO_STATEMENTS = { statements: 0, current: 0, replaced: 0 };
const NO_ITEMS: ApplyCounts = { changes: 0, written: 0 };

export interface Counted {
  intakes: Intake[];
  review: Review;
  statements: Statements;
  applied: ApplyCounts[];
  mails: Record<string, number>;
  heldBefore: number;
}

/** Every equation of DESIGN's step table with the terms of this run. */
export function equationsOf({
  intakes,
  review,
  statements,
  applied,
  mails,
  heldBefore,
}: Counted): Equation[] {
  const rows = addCounts(
    NO_ROWS,
    intakes.map(({ counts }) => counts),
  );
  return [
    {
      step: 'intake',
      left: 'rows',
      right: ['kept', 'rejected', 'repeated', 'setAside', 'blank'],
      terms: rows,
    },
    {
      step: 'measure',
      left: 'statements',
      right: ['current', 'replaced'],
      terms: addCounts(
        NO_STATEMENTS,
        statements.exports.map(({ rows, current, replaced }) => ({ statements: rows, current, replaced })),
      ),
    },
    ...planEquations({ ...review.counts, customers: review.measured.customers, heldBefore }),
    { step: 'apply', left: 'changes', right: ['written'], terms: addCounts(NO_ITEMS, applied) },
    { step: 'mail', left: 'mails', right: [...MailOutcomeSchema.options], terms: mails },
  ];
}
