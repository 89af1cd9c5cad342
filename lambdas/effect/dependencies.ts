import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { Effect } from '../../shared/contract/effect.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import type { Sql } from '../../shared/sql/texts.ts';

type Cell = string | number | bigint | boolean | null;

/** What effect needs of the engine. */
export interface Bench {
  fetch(table: string, columns: Readonly<Record<string, string>>, keys: readonly string[]): Promise<void>;
  fetchLines(table: string, fields: Readonly<Record<string, string>>, keys: readonly string[]): Promise<void>;
  load(
    table: string,
    columns: Record<string, 'VARCHAR' | 'BIGINT'>,
    rows: Iterable<Record<string, Cell>>,
  ): Promise<void>;
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Record<string, Cell>[]>;
}

export interface EffectDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  runs(): Promise<Run[]>;
  /** Whether an object lies in the lake. */
  isThere(key: string): Promise<boolean>;
  workbench<T>(work: (bench: Bench) => Promise<T>): Promise<T>;
  sql: Sql;
  save(runId: string, effect: Effect): Promise<void>;
}
