import { openMailRoom } from '../../shared/adapters/mail-room.ts';
import { SendCountsSchema } from '../../shared/contract/artifacts.ts';
import { RunPartSchema } from '../../shared/contract/steps.ts';
import { at } from '../../shared/runtime/failpoints.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { send } from './step.ts';

const STORES = ['LAKE_BUCKET', 'RUNS_TABLE', 'LEDGER_TABLE', 'MAILBOXES_TABLE', 'KEYS_SECRET'] as const;
const MAIL = [
  'SENDER',
  'CONFIGURATION_SET',
  'UNSUBSCRIBE_URL',
  'SENDING_LEASE_SECONDS',
  'REDIRECT_TO',
] as const;

export const handler = step('send', RunPartSchema, SendCountsSchema, async (input, call) => {
  const names = settings(...STORES, ...MAIL, 'DUCKDB_MEMORY_MB');
  return send({ ...(await openMailRoom(names)), at })(input, call);
});
