import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRate, type Rate } from '../../lambdas/send/rate.ts';
import { type MailRoom, openRoom, withMail } from '../support/mail-room.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openRoom();
});
afterEach(() => room.close());

/** Long enough for a worker to look again who sends beside him. */
const AGAIN_MS = 6000;

async function useUp(rate: Rate): Promise<number> {
  let taken = 0;
  for (; rate.room() > 0; taken += 1) rate.take();
  await rate.leave();
  return taken;
}

it.each([
  ['quota', { reserve: 0 }, 100],
  ['quota without its reserve', { reserve: 0.6 }, 40],
])('workers who end one after another send no more than the %s together', async (_, mail, most) => {
  room.ses.configure({ max24HourSend: 100 });
  let now = Date.now();
  const { senders, account } = room.dependencies();
  const clocks = { now: () => now, elapsed: () => now };
  const batch = room.batchOf([], { policy: withMail(mail) });
  const workers: Rate[] = [];
  for (const owner of ['a', 'b', 'c', 'd'])
    workers.push(await openRate(owner, await account(), batch, { senders, ...clocks }));
  let sent = 0;
  for (let worker = workers.shift(); worker; worker = workers.shift()) {
    now += AGAIN_MS;
    for (const each of [worker, ...workers]) await each.refresh();
    sent += await useUp(worker);
  }
  expect(sent).toBe(most);
});
