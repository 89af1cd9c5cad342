import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import type { PlannedChange, Receipt } from '../../shared/contract/plan.ts';
import type { Undone } from '../../shared/contract/roll-back.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { type ContactReading, TierFiles } from './tier-files.ts';
import type { OpenFile } from './tier-lines.ts';

export interface AgainReading extends ContactReading {
  run(runId: string): Promise<Run | undefined>;
  inventory(runId: string): Promise<Inventory>;
  /** The intakes that the inventory lists. */
  intakes(inventory: Inventory): Promise<Intake[]>;
  receipts(runId: string, part: number): Promise<Receipt[]>;
}

/** Writes the tier files after a roll-back: everybody as he stands again by the run that holds again, and who has no tier again. */
export async function tierFilesAgain(
  deps: AgainReading,
  { rollsBack, base }: Undone,
  changes: ReadonlyMap<string, PlannedChange>,
  policy: Policy,
  open: OpenFile,
): Promise<void> {
  const files = new TierFiles(deps, policy, await deps.intakes(await deps.inventory(rollsBack)), open);
  for (let part = 0; part < (base?.parts ?? 0); part += 1) {
    await files.open(base?.runId ?? '', part);
    for (const receipt of await deps.receipts(base?.runId ?? '', part))
      files.again(receipt, changes.get(receipt.customerId));
  }
  const left = new Map([...changes].filter(([, { change }]) => change === 'left'));
  // Only the run that is undone knew their addresses.
  const parts = (await deps.run(rollsBack))?.parts ?? 0;
  for (let part = 0; part < parts; part += 1) {
    await files.open(rollsBack, part);
    files.goneAmong(left);
  }
  for (const change of left.values()) files.gone(change);
}
