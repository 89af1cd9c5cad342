import { columnName } from './detect.ts';
import type { Field, RowProblem } from './profile.ts';

/** The first thing that is wrong with a row; ends its reading. */
export class RowRefusal extends Error {
  readonly problem: RowProblem;
  constructor(code: string, field?: Field) {
    super(code);
    this.name = 'RowRefusal';
    this.problem = { code, ...(field ? { column: columnName(field) } : {}) };
  }
}

/** A cell that only the whole file can explain (see `survey`). */
export class NeedsSurvey extends Error {
  readonly asks: 'amount' | 'date';
  constructor(asks: 'amount' | 'date') {
    super(asks);
    this.name = 'NeedsSurvey';
    this.asks = asks;
  }
}
