import { z } from 'zod';
import { RUNS_PK } from '../contract/runs.ts';
import type { Policy } from '../domain/policy/schema.ts';
import type { Bucket } from './bucket.ts';
import { parsePolicy, policyHash } from './policy-file.ts';
import type { Table } from './table.ts';

/** The item that says which policy is in use. `order` sorts uploads: a late event never brings back an older policy. */
const CurrentPolicySchema = z.object({ hash: z.string(), key: z.string(), order: z.string() });

export const CURRENT_POLICY_KEY = { pk: RUNS_PK.policy, sk: 'CURRENT' };

/** The policy in use: the newest valid upload, else the shipped default that `defaultText` holds. */
export async function currentPolicy(
  runs: Pick<Table, 'get'>,
  lake: Pick<Bucket, 'must'>,
  defaultText: string,
): Promise<{ policy: Policy; hash: string }> {
  const policy = parsePolicy((await policyTextInUse(runs, lake)) ?? defaultText);
  return { policy, hash: policyHash(policy) };
}

/** The newest valid upload as it was written; undefined where none was ever uploaded. */
export async function policyTextInUse(
  runs: Pick<Table, 'get'>,
  lake: Pick<Bucket, 'must'>,
): Promise<string | undefined> {
  const item = await runs.get(CURRENT_POLICY_KEY);
  return item && (await lake.must(CurrentPolicySchema.parse(item).key)).toString('utf8');
}
