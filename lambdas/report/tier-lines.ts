import type { WriteBackSystem } from '../../shared/domain/policy/write-back-schema.ts';
import type { Standing } from '../../shared/domain/write-back/standing.ts';
import { TIER_FILES, tierFileNames } from '../../shared/domain/write-back/systems.ts';
import { type Target, type TierFile, tierLine } from '../../shared/domain/write-back/tier-file.ts';

/** Begins a file by its name without `.csv`; what it gives adds a text to it. */
export type OpenFile = (name: string) => (text: string) => void;

/** The lines of both files of one system: all customers, and those alone whose tier changed. */
export class TierLines {
  private readonly file: TierFile;
  private readonly all: (text: string) => void;
  private readonly changed: (text: string) => void;

  constructor(
    system: WriteBackSystem,
    private readonly target: Target,
    open: OpenFile,
  ) {
    this.file = TIER_FILES[system];
    const names = tierFileNames(system);
    [this.all, this.changed] = [open(names.all), open(names.changed)];
    const head = tierLine({ keys: [], words: this.file.heads(target) }) ?? '';
    for (const add of [this.all, this.changed]) add(`${this.file.opening}${head}`);
  }

  add(standing: Standing): void {
    const row = this.file.row(standing, this.target);
    const line = row && tierLine(row);
    if (line === undefined) return;
    this.all(line);
    if (standing.change !== 'same') this.changed(line);
  }
}
