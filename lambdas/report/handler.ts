import { openReportRoom } from '../../shared/adapters/report-room.ts';
import { ReportInputSchema, RunPartsSchema } from '../../shared/contract/steps.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { report } from './step.ts';

export const handler = step('report', ReportInputSchema, RunPartsSchema, (input) => {
  const buckets = settings('LAKE_BUCKET', 'RESULTS_BUCKET');
  return report(openReportRoom({ ...buckets, ...settings('RUNS_TABLE', 'DUCKDB_MEMORY_MB') }))(input);
});
