import { readPageKeys } from '../../shared/adapters/page-keys.ts';
import { approveLinks } from '../../shared/adapters/run-pages.ts';
import { EnvironmentSchema } from '../../shared/contract/environment.ts';
import type { Run } from '../../shared/contract/runs.ts';

const NamesSchema = EnvironmentSchema.pick({
  APPROVE_URL: true,
  PAGES_SECRET: true,
});

/**
 * The link with which a plan of the local cloud is decided about in a browser, while the cloud is up. In AWS only the
 * mail has it: nobody at a command line may read what signs it.
 */
export function localApproveLink(environment: Record<string, string>) {
  const { APPROVE_URL, PAGES_SECRET } = NamesSchema.parse(environment);
  return async (run: Run): Promise<string | undefined> =>
    approveLinks(await readPageKeys(PAGES_SECRET), APPROVE_URL)(run);
}
