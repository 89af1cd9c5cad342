import type { Intake } from '../../shared/contract/intake.ts';
import type { Answer, Request } from '../../shared/contract/requests.ts';
import { chooseWithdrawal } from '../../shared/domain/withdraw-export.ts';

export interface WithdrawDependencies {
  intakes(): Promise<Intake[]>;
  /** `false` when it is not committed any more. */
  withdraw(intakeId: string, withdrawn: { at: string; by: string }): Promise<boolean>;
  markPending(): Promise<void>;
  /** Wakes the grading machine. */
  wake(name: string): Promise<void>;
}

type Asked = Extract<Request, { want: 'withdraw' }>;
type Told = Pick<Answer, 'withdrawn' | 'notes'>;

/**
 * Takes uploads out of what counts, and has it looked at. The next inventory is taken without them; a run that has taken
 * its own keeps it. The rows stay in the lake, and uploading the file again brings them back.
 */
export async function withdraw(
  deps: WithdrawDependencies,
  { intakeId, key, all }: Asked,
  request: { key: string; at: string; name: string },
): Promise<Told> {
  const intakes = await deps.intakes();
  const { uploads, notes } = chooseWithdrawal(intakes, { intakeId, key, all, by: request.key });
  for (const one of uploads) await deps.withdraw(one.intakeId, { at: request.at, by: request.key });
  await deps.markPending();
  await deps.wake(request.name);
  return { withdrawn: uploads.map(toldOf), notes };
}

const toldOf = ({ intakeId, key, uploadedAt, counts, amounts }: Intake) => ({
  intakeId,
  key,
  uploadedAt,
  rows: counts.rows,
  kept: counts.kept,
  amounts,
});
