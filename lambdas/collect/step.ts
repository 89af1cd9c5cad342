import { rowColumns } from '../../shared/contract/feature-row.ts';
import { runKeys } from '../../shared/contract/keys.ts';
import type { Collected, RunPart } from '../../shared/contract/steps.ts';
import { measuredColumns } from '../../shared/domain/measured-columns.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

interface Join {
  /** Where the files lie, whose order says nothing. */
  prefix: string;
  key: string;
  order: string;
  /** The columns, should there be no file. */
  empty: Readonly<Record<string, string>>;
}

export interface CollectDependencies {
  policy(runId: string): Promise<Policy>;
  /** Where Athena wrote the part's rows; undefined where it was not asked to. */
  files(runId: string, part: number): Promise<string | undefined>;
  /** Makes one object of all files and tells how many rows it has. */
  join(task: Join): Promise<number>;
  note(part: RunPart, collected: Collected): Promise<void>;
}

/** Makes one object of the files of a part, its customers in the order of their ids, as DuckDB writes it. */
export const collect =
  (deps: CollectDependencies) =>
  async ({ runId, part }: RunPart): Promise<Collected> => {
    const prefix = await deps.files(runId, part);
    if (prefix === undefined) throw new Error(`Athena wrote no part ${part} of ${runId}`);
    const empty = rowColumns(measuredColumns(await deps.policy(runId)));
    const key = runKeys.features(runId, part);
    const rows = await deps.join({ prefix, key, order: 'customer_id', empty });
    await deps.note({ runId, part }, { rows });
    return { rows };
  };
