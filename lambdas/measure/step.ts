import type { Inventory, Statements } from '../../shared/contract/artifacts.ts';
import { EXPORT_KINDS, type ExportKind } from '../../shared/contract/intake.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { MeasureCounts } from '../../shared/contract/measure-counts.ts';
import type { Measured, MeasureInput } from '../../shared/contract/steps.ts';
import { mustBalance } from '../../shared/domain/counts.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import { aggregate, countDoubts, countOrders, cut, purchasesOf } from './aggregate.ts';
import type { Bench } from './bench.ts';
import { countEvents, EVENTS } from './events.ts';
import { gather, lakeRows } from './gather.ts';
import { statementsOf } from './statements.ts';
import { countTrend } from './trend.ts';

export interface MeasureBench extends Bench {
  save(query: string, key: string): Promise<number>;
  /** Writes the rows of `numbered_features` part by part, each in the order of the ids; tells how many they were. */
  saveParts(parts: number, keyOf: (part: number) => string): Promise<number>;
}

type Done = Extract<Measured, { status: 'MEASURED' }>;

/** An engine that has to be waited for ends the work early, and says for what; the next call begins it again. */
export interface MeasureEngine {
  workbench(input: MeasureInput, work: (bench: MeasureBench) => Promise<Done>): Promise<Measured>;
  sql: Sql;
}

export interface MeasureDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  /** Whether the folder of a run is still there. */
  isKept(runId: string): Promise<boolean>;
  engine(name: Inventory['engine']): MeasureEngine;
  customersPerPart: number;
  note(runId: string, counts: MeasureCounts): Promise<void>;
  noteStatements(runId: string, statements: Statements): Promise<void>;
}

/** Observes every customer up to the run's date and writes one feature row for each, joined with what he held. */
export const measure =
  (deps: MeasureDependencies) =>
  async (input: MeasureInput): Promise<Measured> => {
    const { runId } = input;
    const [inventory, policy] = [await deps.inventory(runId), await deps.policy(runId)];
    const { sql, workbench } = deps.engine(inventory.engine);
    return workbench(input, async (bench) => {
      const customer = await gather(bench, sql, inventory, policy, await seenByBase(deps, inventory));
      mustBeWhole(inventory, await lakeRows(bench));
      await aggregate(bench, sql, inventory, policy, customer);
      const { parts, customers, left } = await cut(bench, sql, deps.customersPerPart);
      const features = await bench.saveParts(parts, (part) => runKeys.features(runId, part));
      if (inventory.base) await bench.save(purchasesOf(sql, inventory, policy), runKeys.purchases(runId));
      const orders = await countOrders(bench, sql);
      const events = await countEvents(bench, sql, inventory.asOf, policy);
      const doubts = await countDoubts(bench, sql, policy);
      const trend = await countTrend(bench, sql, inventory.asOf, policy);
      const exports = await statementsOf(bench, sql, inventory, policy);
      await deps.noteStatements(runId, { version: STATE_VERSION, exports });
      await deps.note(runId, {
        ...balanced({ features, customers, left, ...orders }),
        ...balancedEvents(events),
        ...doubts,
        ...trend,
      });
      return { status: 'MEASURED', runId, parts, customers };
    });
  };

/** The contents that the base run saw; null where its folder is gone, or there is none. */
async function seenByBase(deps: MeasureDependencies, { base }: Inventory): Promise<Set<string> | null> {
  if (!base || !(await deps.isKept(base.runId))) return null;
  const { intakes } = await deps.inventory(base.runId);
  return new Set(intakes.map(({ contentId }) => contentId));
}

/** What was read of the lake is what intake wrote of every export that counts. */
function mustBeWhole({ intakes }: Inventory, read: Record<ExportKind, number>): void {
  for (const kind of EXPORT_KINDS) {
    const written = intakes.filter((intake) => intake.kind === kind).reduce((sum, { rows }) => sum + rows, 0);
    const terms = { [`${kind} in the lake`]: read[kind], 'written by intake': written };
    mustBalance({ step: 'measure', left: `${kind} in the lake`, right: ['written by intake'], terms });
  }
}

type Optional =
  | ('sharedAddresses' | 'sharedPhones' | 'refundOrphans' | 'activity' | 'feedback')
  | ('ordersOfPeriod' | 'ordersOfPeriodBefore' | 'newestOrder');
type Terms = Required<Omit<MeasureCounts, Optional>>;

function balanced(counts: Terms & { purchases: number; named: number }): Terms {
  const { purchases, named, ...terms } = counts;
  const check = (left: string, right: string[]) =>
    mustBalance({ step: 'measure', left, right, terms: counts });
  check('features', ['customers', 'left']);
  check('orderRows', ['repeated', 'anonymous', 'later', 'cancelled', 'unpaid', 'notCounted', 'orders']);
  check('named', ['later', 'cancelled', 'unpaid', 'notCounted', 'orders']);
  check('orders', ['purchases']);
  return terms;
}

function balancedEvents(events: Awaited<ReturnType<typeof countEvents>>) {
  for (const kind of EVENTS) {
    const terms = events[kind];
    const right = ['repeated', 'anonymous', 'later', 'counted'];
    if (terms) mustBalance({ step: `measure, ${kind}`, left: 'rows', right, terms });
  }
  return events;
}
