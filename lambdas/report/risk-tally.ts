import type { Receipt } from '../../shared/contract/plan.ts';
import type { Report } from '../../shared/contract/report.ts';
import { scaleOf } from '../../shared/domain/feature-catalog.ts';
import { add } from './mark-tally.ts';

type Risk = Report['risk'][number];

/** From which chance on a customer belongs to which part, the most likely to stay first; below the last: as good as gone. */
export const CHANCES = [0.8, 0.5, 0.2] as const;

/** Chances that customers still buy, and flags, by tier. */
export class RiskTally {
  private readonly alive = new Map<string, number[]>();
  private readonly unknown = new Map<string, number>();
  private readonly flags = new Map<string, Map<string, number>>();

  receipt({ tier, currency, seen, flags }: Receipt): void {
    const chance = seen.aliveProbability;
    if (typeof chance === 'number') this.known(tier, chance / scaleOf('number', currency));
    else add(this.unknown, tier, 1);
    const own = this.flags.get(tier) ?? new Map<string, number>();
    this.flags.set(tier, own);
    for (const [flag, up] of Object.entries(flags)) if (up) add(own, flag, 1);
  }

  /** In the order of the tiers. */
  made(tiers: Report['tiers']): Risk[] {
    return tiers
      .filter(({ after }) => after > 0)
      .map(({ id, name }) => ({
        ...{ tier: name, alive: this.alive.get(id) ?? nobody(), unknown: this.unknown.get(id) ?? 0 },
        flags: Object.fromEntries(this.flags.get(id) ?? []),
      }));
  }

  private known(tier: string, chance: number): void {
    const parts = this.alive.get(tier) ?? nobody();
    const found = CHANCES.findIndex((least) => chance >= least);
    const part = found < 0 ? CHANCES.length : found;
    this.alive.set(
      tier,
      parts.map((count, i) => count + Number(i === part)),
    );
  }
}

const nobody = (): number[] => [...CHANCES, 0].map(() => 0);
