/**
 * A process of its own, because it is killed: the first quarter on DuckDB, the second on Athena.
 * Arguments: the folder of the state, the files of the first quarter, a comma, those of the second.
 */
import { quartersIn } from './quarters.ts';

const [state = '', ...files] = process.argv.slice(2);
const middle = files.indexOf(',');
const here = await quartersIn(state, '2026-06-30');
await here.quarter('2026-06-30', 'duckdb', files.slice(0, middle));
await here.quarter('2026-09-30', 'athena', files.slice(middle + 1));
await here.cloud.close();
