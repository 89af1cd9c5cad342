import type { Inventory, Model } from '../../shared/contract/artifacts.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { RunParts } from '../../shared/contract/steps.ts';
import type { LocalDate } from '../../shared/domain/dates.ts';
import { edgesOf, type Histogram, keptEdges, needsCalibration } from '../../shared/domain/edges.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { Raw } from '../../shared/domain/scores.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';
import { bind, dateLiteral } from '../../shared/sql/bind.ts';
import type { Sql } from '../../shared/sql/texts.ts';

interface Bench {
  fetch(table: string, columns: Readonly<Record<string, string>>, keys: readonly string[]): Promise<void>;
  stream(sql: string): AsyncIterable<Record<string, unknown>>;
}

export interface CalibrateDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  model(runId: string): Promise<Model>;
  workbench<T>(work: (bench: Bench) => Promise<T>): Promise<T>;
  sql: Sql;
  save(runId: string, model: Model): Promise<void>;
}

/**
 * Writes the cut points of a run. A periodic run learns them from all its customers. An on-demand run takes those of the
 * last committed run, which come from the last periodic one; only scores that the policy has since defined anew, and
 * that therefore have no cut points, are learnt now.
 */
export const calibrate =
  (deps: CalibrateDependencies) =>
  async ({ runId, parts }: RunParts): Promise<RunParts> => {
    const [inventory, policy] = [await deps.inventory(runId), await deps.policy(runId)];
    const learnt = await learntBefore(deps, inventory);
    const kept = learnt ? keptEdges(policy, inventory.currency, learnt) : {};
    const source =
      learnt && !needsCalibration(policy, kept) ? learnt.model : await observe(deps, inventory, parts);
    const { calibratedBy, asOf, population } = source;
    const histograms = 'histograms' in source ? source.histograms : NO_HISTOGRAMS;
    const edges = edgesOf(policy, inventory.currency, kept, histograms);
    const { policyHash } = inventory;
    const model = { version: STATE_VERSION, calibratedBy, asOf, policyHash, population, edges };
    await deps.save(runId, model);
    return { runId, parts };
  };

async function learntBefore(deps: CalibrateDependencies, { mode, base }: Inventory) {
  if (mode === 'periodic' || !base) return undefined;
  const model = await deps.model(base.runId);
  const { currency } = await deps.inventory(base.runId);
  return { model, policy: await deps.policy(base.runId), currency, edges: model.edges };
}

async function observe(deps: CalibrateDependencies, { runId, asOf }: Inventory, parts: number) {
  const histograms = await readHistograms(deps, runId, asOf, parts);
  const population = histograms.orderCount.reduce((sum, [, customers]) => sum + customers, 0);
  return { calibratedBy: runId, asOf, population, histograms };
}

type Histograms = Record<Raw, Histogram>;
const NO_HISTOGRAMS: Histograms = { daysSinceLastOrder: [], orderCount: [], netAmount: [] };

const COLUMNS = {
  present: 'BOOLEAN',
  last_order_date: 'DATE',
  order_count: 'BIGINT',
  net_amount: 'BIGINT',
};

function readHistograms(
  { workbench, sql }: CalibrateDependencies,
  runId: string,
  asOf: LocalDate,
  parts: number,
): Promise<Histograms> {
  const keys = Array.from({ length: parts }, (_, part) => runKeys.features(runId, part));
  return workbench(async (bench) => {
    await bench.fetch('features', COLUMNS, keys);
    const found: Record<Raw, [number, number][]> = { daysSinceLastOrder: [], orderCount: [], netAmount: [] };
    for await (const row of bench.stream(bind(sql('histograms'), { as_of: dateLiteral(asOf) })))
      if (isRaw(row.raw)) found[row.raw].push([Number(row.value), Number(row.customers)]);
    return found;
  });
}

const isRaw = (name: unknown): name is Raw => typeof name === 'string' && Object.hasOwn(NO_HISTOGRAMS, name);
