import type { ApplyCounts, Review, SendCounts } from '../../shared/contract/artifacts.ts';
import type { Used } from '../../shared/contract/used.ts';
import { type Compared, comparedOf } from '../../shared/domain/capacity/compared.ts';

interface Counted {
  calls: readonly Used[];
  applied: readonly ApplyCounts[];
  sent: readonly SendCounts[];
}

/** The model that the plan was reckoned by against the run; nothing where the plan did not keep what it foresaw. */
export const usedBy = ({ volume }: Pick<Review, 'volume'>, { calls, applied, sent }: Counted): Compared[] =>
  volume === undefined
    ? []
    : comparedOf(volume, {
        calls,
        written: applied.reduce((sum, each) => sum + each.written, 0),
        sent: sentOf(sent),
      });

function sentOf(parts: readonly SendCounts[]): number | undefined {
  if (parts.length === 0 || parts.some(({ pending }) => pending > 0)) return undefined;
  return parts.reduce((sum, { sent }) => sum + sent, 0);
}
