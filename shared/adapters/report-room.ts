import type { Inventory } from '../contract/artifacts.ts';
import type { Environment } from '../contract/environment.ts';
import type { Intake } from '../contract/intake.ts';
import { runKeys } from '../contract/keys.ts';
import { openBucket } from './bucket.ts';
import { contactsIn } from './contacts.ts';
import { openLongFiles } from './long-files.ts';
import { openRunFolder } from './run-folder.ts';
import { lettersIn } from './run-letters.ts';
import { openRuns } from './run-store.ts';
import { openTable } from './table.ts';
import { undoneIn } from './undo-room.ts';

type Names = Pick<Environment, 'LAKE_BUCKET' | 'RESULTS_BUCKET' | 'RUNS_TABLE' | 'DUCKDB_MEMORY_MB'>;

/** Everything that the report reads and writes. */
export function openReportRoom(names: Names) {
  const [lake, results] = [openBucket(names.LAKE_BUCKET), openBucket(names.RESULTS_BUCKET)];
  const { run, runs, intakes } = openRuns(openTable(names.RUNS_TABLE));
  return {
    ...openRunFolder(lake),
    ...{ run, runs, undone: undoneIn(lake), letters: lettersIn(lake) },
    contacts: contactsIn(lake, names.DUCKDB_MEMORY_MB),
    statements: (runId: string) => lake.get(runKeys.statements(runId)),
    /** The intakes that the inventory lists. */
    async intakes(inventory: Inventory): Promise<Intake[]> {
      const listed = new Set(inventory.intakes.map(({ intakeId }) => intakeId));
      return (await intakes()).filter(({ intakeId }) => listed.has(intakeId));
    },
    put: results.put,
    longFiles: openLongFiles(results, 'text/csv; charset=utf-8'),
  };
}
