import { readKeys } from '../../shared/adapters/keys.ts';
import { approveLinks } from '../../shared/adapters/run-pages.ts';
import { EnvironmentSchema } from '../../shared/contract/environment.ts';
import type { Run } from '../../shared/contract/runs.ts';

const NamesSchema = EnvironmentSchema.pick({
  APPROVE_URL: true,
  KEYS_SECRET: true,
});

/**
 * The link with which a plan of the local cloud is decided about in a browser, while the cloud is up. In AWS only the
 * mail has it: nobody at a command line may read the keys.
 */
export function localApproveLink(environment: Record<string, string>) {
  const { APPROVE_URL, KEYS_SECRET } = NamesSchema.parse(environment);
  return async (run: Run): Promise<string | undefined> =>
    approveLinks(await readKeys(KEYS_SECRET), APPROVE_URL)(run);
}
