import { openBucket } from '../../shared/adapters/bucket.ts';
import { currentPolicy } from '../../shared/adapters/current-policy.ts';
import { openFrozen } from '../../shared/adapters/frozen.ts';
import { openPacks } from '../../shared/adapters/pack-store.ts';
import { policyHash } from '../../shared/adapters/policy-file.ts';
import { keptPolicy } from '../../shared/adapters/policy-store.ts';
import { openRuns } from '../../shared/adapters/run-store.ts';
import { openTable } from '../../shared/adapters/table.ts';
import { openTemplateStore } from '../../shared/adapters/template-store.ts';
import { RunRefSchema } from '../../shared/contract/steps.ts';
import { defaultPolicyText, readAsset } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { inventory } from './step.ts';

export const handler = step('inventory', RunRefSchema, RunRefSchema, (input) => {
  const env = settings('RUNS_TABLE', 'LAKE_BUCKET', 'ATHENA_FROM_ROWS');
  const [table, lake] = [openTable(env.RUNS_TABLE), openBucket(env.LAKE_BUCKET)];
  return inventory({
    ...{ ...openRuns(table), ...openPacks(table), ...openFrozen(lake), policyHash },
    policy: async () => (await currentPolicy(table, lake, defaultPolicyText())).policy,
    ...{ athenaFromRows: env.ATHENA_FROM_ROWS, keptPolicy: (hash: string) => keptPolicy(lake, hash) },
    templates: (names) =>
      openTemplateStore(table, lake).sources(names, (file) => readAsset(`shared/templates/${file}`)),
  })(input);
});
