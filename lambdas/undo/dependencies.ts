import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { PlannedChange } from '../../shared/contract/plan.ts';
import type { StandingItem, Undone } from '../../shared/contract/roll-back.ts';
import type { Run, RunState } from '../../shared/contract/runs.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

export interface UndoDependencies {
  run(runId: string): Promise<Run | undefined>;
  runs(): Promise<Run[]>;
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  /** The pointer's last number. */
  snapshot(): Promise<Inventory['base']>;
  /** Within two seconds nothing more of the run goes out. */
  stopRun(runId: string, at: string): Promise<void>;
  /** What stood before the run wrote a part; undefined = it never began to. */
  before(runId: string, part: number): Promise<StandingItem[] | undefined>;
  /** What stands in the customers table. */
  standing(customerIds: readonly string[]): Promise<StandingItem[]>;
  saveInventory(inventory: Inventory): Promise<void>;
  savePolicy(runId: string, policy: Policy): Promise<void>;
  saveChanges(runId: string, part: number, changes: readonly PlannedChange[]): Promise<void>;
  saveUndone(undone: Undone): Promise<void>;
  moveRun(runId: string, from: readonly RunState[], to: RunState, note: { parts: number }): Promise<boolean>;
  /** ISO 8601. */
  now(): string;
  /** A named place in the code where a test may kill the process. */
  at(point: string): Promise<void> | void;
}
