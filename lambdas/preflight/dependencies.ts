import type { Inventory } from '../../shared/contract/artifacts.ts';
import type { CampaignState } from '../../shared/contract/campaigns.ts';
import type { OutboxMail } from '../../shared/contract/mails.ts';
import type { ComposeCounts, Preflight } from '../../shared/contract/preflight.ts';
import type { Run } from '../../shared/contract/runs.ts';
import type { AccountState } from '../../shared/domain/mail/account.ts';
import type { Memory } from '../../shared/domain/mail/memory.ts';
import type { Makings } from '../../shared/domain/mail/ready.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';

export interface PreflightDependencies {
  inventory(runId: string): Promise<Inventory>;
  policy(runId: string): Promise<Policy>;
  /** The templates frozen with the run. */
  templates(runId: string): Promise<Makings['templates']>;
  keys: Makings['keys'];
  run(runId: string): Promise<Run | undefined>;
  composed(runId: string, parts: number): Promise<ComposeCounts[]>;
  outbox(runId: string, part: number): Promise<OutboxMail[]>;
  partDigest(mails: readonly Pick<OutboxMail, 'sid' | 'heldOut' | 'digest'>[]): string;
  contentDigest(parts: readonly string[]): string;
  preflight(runId: string): Promise<Preflight>;
  writePreflight(preflight: Preflight): Promise<void>;
  /** Throws when SES cannot be asked. */
  account(): Promise<AccountState>;
  /** Codes of an offer list that nobody has yet; undefined = there is no such list. */
  codesLeft(list: string): Promise<number | undefined>;
  memory(): Promise<Memory>;
  /** Since when nothing of the run goes out any more, epoch milliseconds. */
  stoppedSince(runId: string): Promise<number | undefined>;
  register(campaignId: string, rule: string, runId: string): Promise<void>;
  campaign(campaignId: string): Promise<Pick<CampaignState, 'runs' | 'status'> | undefined>;
  pause(campaignId: string, why: 'stale', at: string): Promise<boolean>;
  /** Epoch milliseconds. */
  now(): number;
  /** A named place in the code where a test may kill the process. */
  at(point: string): Promise<void> | void;
  settings: {
    sender: string;
    configurationSet: string;
    /** All mail goes to one address of our own. */
    redirected: boolean;
  };
}
