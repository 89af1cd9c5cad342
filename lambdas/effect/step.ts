import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { Effect } from '../../shared/contract/effect.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { RunParts } from '../../shared/contract/steps.ts';
import type { Cell } from '../../shared/domain/effect/cell.ts';
import type { Reckoning } from '../../shared/domain/effect/line.ts';
import { linesOf, unmeasuredOf } from '../../shared/domain/effect/lines.ts';
import { runsMeasured } from '../../shared/domain/effect/runs-measured.ts';
import { decimalsOf } from '../../shared/domain/money.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { STATE_VERSION } from '../../shared/domain/version.ts';
import { cellsOf } from './cells.ts';
import type { EffectDependencies } from './dependencies.ts';
import { layDraws } from './draws.ts';

/**
 * Compares who was to be mailed by earlier runs with who was held out of it, by what both bought since. The day of a mail
 * is the date of its run: one that was held out has no day on which it went, and both groups need the same. Mails that
 * went some days later make an effect look a little smaller, never larger.
 */
export const effect =
  (deps: EffectDependencies) =>
  async ({ runId, parts }: RunParts): Promise<RunParts> => {
    const inventory = await deps.inventory(runId);
    if (!inventory.simulated) await deps.save(runId, await measured(deps, inventory));
    return { runId, parts };
  };

async function measured(deps: EffectDependencies, inventory: Inventory): Promise<Effect> {
  const policy = await deps.policy(inventory.runId);
  const runs = inventory.base ? runsMeasured(await deps.runs(), inventory) : [];
  if (runs.length === 0) return effectOf(inventory, policy, { runs, cells: [], shared: 0 });
  return deps.workbench(async (bench) => {
    const told = await layDraws(bench, deps, runs);
    const found = await cellsOf(bench, deps.sql, inventory, policy);
    return effectOf(inventory, policy, { runs: told, ...found });
  });
}

interface Found {
  runs: readonly Run[];
  cells: readonly Cell[];
  shared: number;
}

function effectOf({ runId, asOf, currency }: Inventory, policy: Policy, found: Found): Effect {
  const { days, quietDays, margin } = policy.effect;
  const reckoning: Reckoning = { days, margin, minor: 10 ** decimalsOf(currency) };
  const ofCampaigns = found.cells.filter(({ rule }) => rule !== null);
  return {
    ...{ version: STATE_VERSION, runId, asOf, currency, days, quietDays, marginShare: margin },
    runs: found.runs.map((run) => ({ runId: run.runId, asOf: run.asOf })),
    shared: found.shared,
    lines: linesOf(found.cells, policy, reckoning),
    unmeasured: unmeasuredOf(ofCampaigns, policy, reckoning),
  };
}
