import { openBucket } from '../../shared/adapters/bucket.ts';
import { readKeys } from '../../shared/adapters/keys.ts';
import { openPreflightRoom } from '../../shared/adapters/preflight-room.ts';
import { openSesAccount } from '../../shared/adapters/ses-account.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { PreflightInputSchema, RunPartsSchema } from '../../shared/contract/steps.ts';
import { at } from '../../shared/runtime/failpoints.ts';
import { noted } from '../../shared/runtime/noted.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { preflight } from './step.ts';

const STORES = ['LAKE_BUCKET', 'RUNS_TABLE', 'LEDGER_TABLE', 'KEYS_SECRET'] as const;
const MAIL = ['SENDER', 'CONFIGURATION_SET', 'REDIRECT_TO'] as const;

export const handler = step(noted('preflight'), PreflightInputSchema, RunPartsSchema, async (input) => {
  const names = settings(...STORES, ...MAIL);
  const [lake, keys] = [openBucket(names.LAKE_BUCKET), await readKeys(names.KEYS_SECRET)];
  const [runs, ledger] = [openTable(names.RUNS_TABLE), openTable(names.LEDGER_TABLE)];
  const { SENDER: sender, CONFIGURATION_SET: configurationSet } = names;
  const account = () => openSesAccount().readiness(sender, configurationSet);
  const own = { sender, configurationSet, redirected: names.REDIRECT_TO !== '' };
  return preflight({ ...openPreflightRoom({ lake, runs, ledger, keys }), account, at, settings: own })(input);
});
