import { openBucket } from '../../shared/adapters/bucket.ts';
import { openComposeRoom } from '../../shared/adapters/compose-room.ts';
import { readKeys } from '../../shared/adapters/keys.ts';
import { RunPartSchema } from '../../shared/contract/steps.ts';
import { at } from '../../shared/runtime/failpoints.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { compose } from './step.ts';

export const handler = step('compose', RunPartSchema, RunPartSchema, async (input) => {
  const { LAKE_BUCKET, KEYS_SECRET, SENDER } = settings('LAKE_BUCKET', 'KEYS_SECRET', 'SENDER');
  const room = openComposeRoom(openBucket(LAKE_BUCKET), await readKeys(KEYS_SECRET));
  return compose({ ...room, at, sender: SENDER })(input);
});
