import { openBucket } from '../../shared/adapters/bucket.ts';
import { openComposeRoom } from '../../shared/adapters/compose-room.ts';
import { readKeys } from '../../shared/adapters/keys.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { RunPartSchema } from '../../shared/contract/steps.ts';
import { at } from '../../shared/runtime/failpoints.ts';
import { noted } from '../../shared/runtime/noted.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { compose } from './step.ts';

export const handler = step(noted('compose'), RunPartSchema, RunPartSchema, async (input) => {
  const names = settings('LAKE_BUCKET', 'RUNS_TABLE', 'LEDGER_TABLE', 'KEYS_SECRET', 'SENDER');
  const lake = openBucket(names.LAKE_BUCKET);
  const [runs, ledger] = [openTable(names.RUNS_TABLE), openTable(names.LEDGER_TABLE)];
  const room = openComposeRoom({ lake, runs, ledger, keys: await readKeys(names.KEYS_SECRET) });
  return compose({ ...room, at, sender: names.SENDER })(input);
});
