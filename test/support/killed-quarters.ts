/**
 * A process of its own, because it is killed: the second quarter on Athena, on a state that the first one left.
 * Arguments: the folder of the state, the files of the quarter.
 */
import { quartersIn } from './quarters.ts';

const [state = '', ...files] = process.argv.slice(2);
const here = await quartersIn(state, '2026-09-30');
await here.quarter('2026-09-30', 'athena', files);
await here.cloud.close();
