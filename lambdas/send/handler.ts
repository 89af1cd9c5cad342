import { openMailRoom } from '../../shared/adapters/mail-room.ts';
import { SendCountsSchema } from '../../shared/contract/artifacts.ts';
import { RunPartSchema } from '../../shared/contract/steps.ts';
import { readAsset } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { send } from './step.ts';

const STORES = ['LAKE_BUCKET', 'RUNS_TABLE', 'LEDGER_TABLE', 'MAILBOXES_TABLE', 'KEYS_SECRET'] as const;
const MAIL = ['SENDER', 'CONFIGURATION_SET', 'UNSUBSCRIBE_URL', 'SENDING_LEASE_SECONDS'] as const;

export const handler = step('send', RunPartSchema, SendCountsSchema, async (input, call) => {
  const names = settings(...STORES, ...MAIL, 'DUCKDB_MEMORY_MB');
  const room = await openMailRoom(names, (file) => readAsset(`shared/templates/${file}`));
  const own = {
    sender: names.SENDER,
    configurationSet: names.CONFIGURATION_SET,
    unsubscribeUrl: names.UNSUBSCRIBE_URL,
    leaseMs: names.SENDING_LEASE_SECONDS * 1000,
    workers: 4,
  };
  return send({ ...room, settings: own })(input, call);
});
