import type { Receipt } from '../../shared/contract/plan.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { type Banded, bandCount, isBanded } from '../../shared/domain/scores.ts';

type Heat = NonNullable<Report['heat']>;

/** Customers and their spend by the policy's first two banded scores, normally recency and frequency. */
export class HeatTally {
  private readonly cells = new Map<string, Heat['cells'][number]>();
  private readonly scores: [name: string, score: Banded][];

  constructor({ scores }: Pick<Policy, 'scores'>) {
    this.scores = Object.entries(scores)
      .flatMap(([name, score]): [string, Banded][] => (isBanded(score) ? [[name, score]] : []))
      .slice(0, 2);
  }

  receipt({ scores, netAmount }: Receipt): void {
    const [column, row] = this.scores.map(([name]) => scores[name]?.value);
    if (column === undefined || row === undefined) return;
    const key = `${column} ${row}`;
    const cell = this.cells.get(key) ?? { column, row, customers: 0, net: 0 };
    this.cells.set(key, { ...cell, customers: cell.customers + 1, net: cell.net + netAmount });
  }

  /** Null where the policy has fewer than two such scores. */
  made(): Report['heat'] {
    const [column, row] = this.scores;
    if (!column || !row) return null;
    return {
      columns: { score: column[0], bands: bandCount(column[1]) },
      rows: { score: row[0], bands: bandCount(row[1]) },
      cells: [...this.cells.values()].sort((a, b) => a.row - b.row || a.column - b.column),
    };
  }
}
