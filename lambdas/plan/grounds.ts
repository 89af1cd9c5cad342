import type { FeatureRow, Inventory } from '../../shared/contract/artifacts.ts';
import type { EarlierGround } from '../../shared/domain/outcome.ts';

type Find = (runId: string) => Promise<EarlierGround | undefined>;

/**
 * What customers were last graded on, by run. `learn` adds those that these rows were graded on, where they are still
 * there; without a base there is nothing to learn.
 */
export async function groundsKnown(find: Find, { base }: Pick<Inventory, 'base'>) {
  const grounds = new Map<string, EarlierGround>();
  const asked = new Set<string>();

  async function ask(runId: string): Promise<void> {
    asked.add(runId);
    const ground = await find(runId);
    if (ground) grounds.set(runId, ground);
  }

  async function learn(rows: readonly FeatureRow[]): Promise<void> {
    if (!base) return;
    for (const { held } of rows)
      if (held?.ground !== undefined && !asked.has(held.ground)) await ask(held.ground);
  }

  if (base) await ask(base.runId);
  return { grounds, learn, before: base ? mustHave(grounds, base.runId) : null };
}

function mustHave(grounds: ReadonlyMap<string, EarlierGround>, runId: string): EarlierGround {
  const ground = grounds.get(runId);
  if (!ground) throw new Error(`the artifacts of run ${runId} are missing`);
  return ground;
}
