import type { WriteBackSystem } from '../../shared/domain/policy/write-back-schema.ts';
import type { Standing } from '../../shared/domain/write-back/standing.ts';
import { TIER_FILES, tierFileNames } from '../../shared/domain/write-back/systems.ts';
import { type Target, type TierFile, tierLine } from '../../shared/domain/write-back/tier-file.ts';

/** The lines of both files of one system: all customers, and those alone whose tier changed. */
export class TierLines {
  private readonly file: TierFile;
  private readonly all: string[];
  private readonly changed: string[];

  constructor(
    private readonly system: WriteBackSystem,
    private readonly target: Target,
  ) {
    this.file = TIER_FILES[system];
    const head = tierLine({ keys: [], words: this.file.heads(target) }) ?? '';
    this.all = [`${this.file.opening}${head}`];
    this.changed = [...this.all];
  }

  add(standing: Standing): void {
    const row = this.file.row(standing, this.target);
    const line = row && tierLine(row);
    if (line === undefined) return;
    this.all.push(line);
    if (standing.change !== 'same') this.changed.push(line);
  }

  /** Their names without `.csv`, and what is in them. */
  texts(): [name: string, text: string][] {
    const { all, changed } = tierFileNames(this.system);
    return [
      [all, this.all.join('')],
      [changed, this.changed.join('')],
    ];
  }
}
