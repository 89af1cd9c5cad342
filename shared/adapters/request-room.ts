import type { Environment } from '../contract/environment.ts';
import { lakeKeys, resultKeys } from '../contract/keys.ts';
import type { Answer } from '../contract/requests.ts';
import { openBeforeImages } from './before-images.ts';
import { openBucket } from './bucket.ts';
import { openCampaigns } from './campaign-store.ts';
import { currentPolicy } from './current-policy.ts';
import { openExecutions } from './executions.ts';
import { putJson } from './lines.ts';
import { parsePolicy, policyHash } from './policy-file.ts';
import { openRuns } from './run-store.ts';
import { openTable } from './table.ts';
import { openTemplateStore } from './template-store.ts';

type Names = Pick<
  Environment,
  | 'UPLOADS_BUCKET'
  | 'LAKE_BUCKET'
  | 'RESULTS_BUCKET'
  | 'RUNS_TABLE'
  | 'GRADE_MACHINE_ARN'
  | 'APPLY_MACHINE_ARN'
  | 'MAIL_MACHINE_ARN'
  | 'ERASE_MACHINE_ARN'
>;

/** Everything that doing what an operator asks needs of the outside, opened for one call. */
export function openRequestRoom(names: Names, defaultPolicy: string) {
  const [lake, results] = [openBucket(names.LAKE_BUCKET), openBucket(names.RESULTS_BUCKET)];
  const table = openTable(names.RUNS_TABLE);
  const { start } = openExecutions();
  return {
    ...openRuns(table),
    read: (key: string, version: string) => openBucket(names.UPLOADS_BUCKET).get(key, version),
    policy: async () => (await currentPolicy(table, lake, defaultPolicy)).policy,
    async check(text: string) {
      const policy = parsePolicy(text, await openTemplateStore(table, lake).known());
      return { policy, hash: policyHash(policy) };
    },
    keepPolicy: (hash: string, text: string) => lake.put(lakeKeys.policy(hash), text, 'application/yaml'),
    startGrade: (name: string, about: unknown) => start(names.GRADE_MACHINE_ARN, name, about),
    startApply: (name: string, about: unknown) => start(names.APPLY_MACHINE_ARN, name, about),
    campaigns: openCampaigns(table),
    hasWayBack: openBeforeImages(lake).hasWayBack,
    startMail: (name: string, about: unknown) => start(names.MAIL_MACHINE_ARN, name, about),
    startErase: (name: string, about: unknown) => start(names.ERASE_MACHINE_ARN, name, about),
    wake: (name: string) => putJson(lake, lakeKeys.wake(name), {}),
    now: () => new Date(),
    answer: (key: string, said: Answer) => putJson(results, resultKeys.requestAnswer(key), said),
  };
}
