import { openBucket } from '../../shared/adapters/bucket.ts';
import { openEventBus } from '../../shared/adapters/event-bus.ts';
import { eventIdOf } from '../../shared/adapters/event-id.ts';
import { openRunFolder } from '../../shared/adapters/run-folder.ts';
import { AnnounceCountsSchema } from '../../shared/contract/artifacts.ts';
import { RunPartSchema } from '../../shared/contract/steps.ts';
import { noted } from '../../shared/runtime/noted.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { announce } from './step.ts';

export const handler = step(noted('announce'), RunPartSchema, AnnounceCountsSchema, (input) => {
  const { LAKE_BUCKET, EVENT_BUS } = settings('LAKE_BUCKET', 'EVENT_BUS');
  const { tell } = openEventBus(EVENT_BUS);
  return announce({ ...openRunFolder(openBucket(LAKE_BUCKET)), eventIdOf, tell })(input);
});
