import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendDependencies } from '../../lambdas/send/dependencies.ts';
import { openCampaigns } from '../../shared/adapters/campaign-store.ts';
import { type MailRoom, openRoom, some } from '../support/mail-room.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

const stop = (runId = 'r1') => openCampaigns(room.runs).stopRun(runId, new Date().toISOString());
const lastCounts = () => room.saved.at(-1)?.counts;

describe('a run that is rolled back', () => {
  it('sends nothing, and its mails end cancelled with the reason', async () => {
    await stop();
    expect(await room.sendMails(some(5))).toMatchObject({ cancelled: 5, pending: 0 });
    expect(room.outcomes().map(({ outcome, reason }) => [outcome, reason])).toEqual(
      some(5).map(() => ['cancelled', 'rolled_back']),
    );
    expect(room.ses.sentCount()).toBe(0);
  });

  it('stops in the middle of a pass: within a second of reading, what is on its way excepted', async () => {
    const { ses, elapsed } = room.dependencies();
    let seconds = 0;
    const change: Partial<SendDependencies> = {
      elapsed: () => elapsed() + 1000 * seconds,
      ses: {
        async sendRaw(mail) {
          await stop();
          seconds += 2;
          return ses.sendRaw(mail);
        },
      },
    };
    await room.sendMails(some(60), { change });
    const { sent = 0, cancelled = 0, pending } = lastCounts() ?? {};
    expect(sent).toBe(room.ses.sentCount());
    // Ten are on their way at a time.
    expect(sent).toBeLessThanOrEqual(20);
    expect([sent + cancelled, pending]).toEqual([60, 0]);
  });

  it('leaves its campaigns to the run that grades anew, which mails only whom the first one had not', async () => {
    await room.sendMails(some(3));
    await stop();
    await room.sendMails(some(8));
    expect(lastCounts()).toMatchObject({ sent: 3, cancelled: 5 });
    expect(await room.sendMails(some(8), { runId: 'r2' })).toMatchObject({ sent: 5, suppressed: 3 });
    expect([room.ses.sentCount(), room.mostForOneSid()]).toEqual([8, 1]);
  });

  it('does not take for its own what the run that grades anew sent', async () => {
    await stop();
    await room.sendMails(some(4));
    await room.sendMails(some(4), { runId: 'r2' });
    expect(await room.sendMails(some(4))).toMatchObject({ cancelled: 4, suppressed: 0, sent: 0 });
  });
});
