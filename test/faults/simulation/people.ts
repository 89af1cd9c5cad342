import type { openCampaigns } from '../../../shared/adapters/campaign-store.ts';
import type { openMailboxes } from '../../../shared/adapters/mailboxes.ts';
import { EVERY } from '../../../shared/contract/campaigns.ts';
import type { OutboxMail } from '../../../shared/contract/mails.ts';
import { ruleScope, topicScope } from '../../../shared/domain/mail/scopes.ts';
import { CAMPAIGNS } from './mails.ts';
import type { World } from './world.ts';

const AT = '2026-10-01T04:00:00Z';
/** They act while the mails go out. */
const BUSY_MS = 60_000;

export type People = ReturnType<typeof peopleOf>;

/** What people do while mails go out, each at a moment of its own. */
export function peopleOf(
  world: World,
  mails: readonly OutboxMail[],
  mailboxes: ReturnType<typeof openMailboxes>,
  campaigns: ReturnType<typeof openCampaigns>,
) {
  const { random, scheduler, say } = world;

  function customer({ mailbox, rule, topic }: OutboxMail): [string, () => Promise<unknown>] {
    const scope = random.pick([ruleScope(rule), topicScope(topic), 'all'] as const);
    return random.pick<[string, () => Promise<unknown>]>([
      [`leaves ${scope}`, () => mailboxes.leave(mailbox, scope, AT)],
      ['complains', () => mailboxes.suppress(mailbox, 'complaint')],
      ['is erased', () => mailboxes.erase(mailbox, AT)],
      ['comes back', () => mailboxes.comeBack(mailbox, ['all', ruleScope(rule)])],
    ]);
  }

  function operator(): [string, () => Promise<unknown>] {
    const id = random.pick([...CAMPAIGNS.map(({ campaignId }) => campaignId), EVERY]);
    const cancels = random.chance(0.2) && id !== EVERY;
    if (cancels) return [`cancels ${id}`, () => campaigns.cancel(id, AT)];
    return random.pick<[string, () => Promise<unknown>]>([
      [`pauses ${id}`, () => campaigns.pause(id, 'person', AT)],
      [`resumes ${id}`, () => campaigns.resume(id, AT)],
    ]);
  }

  async function act(): Promise<void> {
    await scheduler.wait(random.between(0, BUSY_MS));
    const [what, deed] = random.chance(0.7) ? customer(random.pick(mails)) : operator();
    say('somebody', what);
    await deed();
  }

  /** Resumes whatever rests and was not cancelled. */
  async function resumeAll(): Promise<void> {
    for (const { campaignId, status } of await campaigns.all())
      if (status === 'paused') await campaigns.resume(campaignId, AT);
  }

  const acts = random.whole(0, 8);
  return { actAll: () => Promise.all(Array.from({ length: acts }, act)), resumeAll };
}
