import type { Receipt } from '../../shared/contract/plan.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { Bilingual } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

type Named = readonly { id: string; name: Bilingual }[];

/** Counts stages, flags and parts of segments while receipts pass by. */
export class MarkTally {
  private readonly stages = new Map<string, number>();
  private readonly flags = new Map<string, number>();
  private readonly parts = new Map<string, Map<string, number>>();

  receipt({ stage, flags, segments }: Receipt): void {
    if (stage !== null) add(this.stages, stage, 1);
    for (const [flag, up] of Object.entries(flags)) if (up) add(this.flags, flag, 1);
    for (const [list, part] of Object.entries(segments)) add(this.partsOf(list), part, 1);
  }

  made({ stages = [], flags, segments }: Policy): Report['marks'] {
    const named = Object.entries(flags).map(([id, { name }]) => ({ id, name }));
    return {
      stages: counts(stages, this.stages),
      flags: counts(named, this.flags),
      segments: Object.entries(segments).map(([list, parts]) => ({
        list,
        parts: counts(parts, this.partsOf(list)),
      })),
    };
  }

  private partsOf(list: string): Map<string, number> {
    const known = this.parts.get(list) ?? new Map<string, number>();
    this.parts.set(list, known);
    return known;
  }
}

const counts = (list: Named, found: ReadonlyMap<string, number>) =>
  list.map(({ id, name }) => ({ id, name, count: found.get(id) ?? 0 }));

export function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
