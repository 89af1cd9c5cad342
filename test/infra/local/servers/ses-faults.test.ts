import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaultInput } from '../../../../infra/local/servers/ses/faults.ts';
import { type Bench, bench, clientOf, failure, sendInput } from './ses-support.ts';

let at: Bench;
beforeEach(async () => {
  at = await bench();
});
afterEach(() => at.close());

const send = (sid: string, to = 'ann@example.org', client = at.client) =>
  client.send(new SendRawEmailCommand(sendInput(to, sid)));

/** What the caller sees (error name, message, HTTP status), and how many mails went out all the same. */
const PLAYED: [FaultInput, RegExp, RegExp, number, number][] = [
  [{ kind: 'noAnswer' }, /TimeoutError/, /./, 0, 1],
  [{ kind: 'noAnswer', accepted: false }, /TimeoutError/, /./, 0, 0],
  [{ kind: 'resetAfter' }, /TimeoutError|Error/, /ECONNRESET|socket hang up|aborted/, 0, 1],
  [{ kind: 'resetBefore' }, /TimeoutError|Error/, /ECONNRESET|socket hang up|aborted/, 0, 0],
  [{ kind: 'http500' }, /InternalFailure/, /failed/, 500, 0],
  [{ kind: 'http500', accepted: true }, /InternalFailure/, /failed/, 500, 1],
  [{ kind: 'http503' }, /ServiceUnavailable/, /unable/, 503, 0],
  [{ kind: 'cutBody' }, /Error/, /aborted|ECONNRESET|terminated/, 0, 1],
  [{ kind: 'garbledBody' }, /Error/, /./, 0, 1],
  [{ kind: 'throttleRate' }, /^Throttling$/, /^Maximum sending rate exceeded\.$/, 400, 0],
  [{ kind: 'throttleDaily' }, /^Throttling$/, /^Daily message quota exceeded\.$/, 400, 0],
  [{ kind: 'reject' }, /^MessageRejected$/, /./, 400, 0],
  [{ kind: 'paused' }, /^AccountSendingPausedException$/, /./, 400, 0],
  [{ kind: 'expired' }, /^RequestExpired$/, /./, 400, 0],
];

describe('a fault', () => {
  it.each(PLAYED)('%o', async (fault, name, message, status, accepted) => {
    at.ses.faults.set(fault);
    const client = fault.kind === 'noAnswer' ? clientOf(at.ses.url, 1_000) : at.client;
    const seen = await failure(send('s', undefined, client));
    expect(seen).toMatchObject({
      name: expect.stringMatching(name),
      message: expect.stringMatching(message),
    });
    if (status) expect(seen.status).toBe(status);
    expect(at.ses.sentCount()).toBe(accepted);
    expect(at.ses.requestCount('SendRawEmail')).toBe(1);
    expect(at.ses.acceptedBySid().get('s') ?? 0).toBe(accepted);
    await send('after');
    expect(at.ses.sentCount()).toBe(accepted + 1);
  });

  it('lasts as many sends as it says, after those that it lets pass', async () => {
    at.ses.faults.set({ kind: 'reject', skip: 1, times: 2 });
    const outcomes: string[] = [];
    for (const sid of ['a', 'b', 'c', 'd'])
      outcomes.push(
        await send(sid).then(
          () => 'ok',
          (e: Error) => e.name,
        ),
      );
    expect(outcomes).toEqual(['ok', 'MessageRejected', 'MessageRejected', 'ok']);
    expect(at.ses.faults.list()).toEqual([]);
  });

  it('can meet one recipient only, and last until it is taken away', async () => {
    at.ses.faults.set({ kind: 'reject', to: 'bad@example.org', times: 'always' });
    for (const sid of ['a', 'b']) {
      expect(await failure(send(sid, 'bad@example.org'))).toMatchObject({ name: 'MessageRejected' });
      await send(sid);
    }
    at.ses.faults.clear();
    await send('c', 'bad@example.org');
    expect(at.ses.sentCount()).toBe(3);
  });

  it('still publishes the events of a mail that was accepted', async () => {
    at.ses.faults.set({ kind: 'resetAfter' });
    await failure(send('s'));
    await at.ses.settled();
    expect(at.events.map(({ detail }) => detail.eventType)).toEqual(['Send', 'Delivery']);
  });

  it('shows the same sid twice when a client repeats what it should not', async () => {
    await send('twice');
    await send('twice');
    expect(at.ses.acceptedBySid().get('twice')).toBe(2);
  });
});

describe('the control over HTTP', () => {
  const call = async (method: string, path: string, body?: unknown) => {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${at.ses.url}${path}`, { method, ...json });
    const text = await response.text();
    return { status: response.status, body: response.ok ? (JSON.parse(text) as unknown) : text };
  };

  it('sets, shows and clears faults', async () => {
    const set = await call('PUT', '/_faults', [{ kind: 'http503', times: 2 }]);
    expect(set).toEqual({ status: 200, body: [{ kind: 'http503', times: 2, skip: 0 }] });
    expect(await failure(send('s'))).toMatchObject({ status: 503 });
    expect((await call('GET', '/_faults')).body).toEqual([{ kind: 'http503', times: 1, skip: 0 }]);
    expect((await call('DELETE', '/_faults')).body).toEqual([]);
    await send('s');
  });

  it.each([
    [[{ kind: 'nonsense' }]],
    [{ kind: 'reject' }],
    [[{ kind: 'reject', more: 1 }]],
    [[{ kind: 'reject', times: 0 }]],
  ])('refuses %j', async (body) => {
    expect((await call('PUT', '/_faults', body)).status).toBe(400);
    expect(at.ses.faults.list()).toEqual([]);
  });

  it('refuses what is not JSON', async () => {
    const response = await fetch(`${at.ses.url}/_faults`, { method: 'PUT', body: '{' });
    expect(response.status).toBe(400);
  });

  it('changes settings, and tells truth and requests', async () => {
    await call('PUT', '/_settings', { maxSendRate: 7, events: { copies: 2 } });
    expect((await call('GET', '/_settings')).body).toMatchObject({
      maxSendRate: 7,
      max24HourSend: 1_000_000,
      events: { copies: 2, reversed: false },
    });
    expect((await call('PUT', '/_settings', { maxSendRate: -1 })).status).toBe(400);
    await send('s');
    expect((await call('GET', '/_accepted')).body).toMatchObject([{ tags: { sid: 's' } }]);
    expect((await call('GET', '/_requests')).body).toEqual({ SendRawEmail: 1 });
    expect((await call('GET', '/_else')).status).toBe(404);
  });
});

it('closes while a caller still waits for an answer', async () => {
  const own = await bench();
  own.ses.faults.set({ kind: 'noAnswer' });
  const patient = clientOf(own.ses.url, 600_000);
  const waiting = failure(patient.send(new SendRawEmailCommand(sendInput('ann@example.org', 's'))));
  await vi.waitFor(() => expect(own.ses.sentCount()).toBe(1), { timeout: 30_000 });
  await own.close();
  expect((await waiting).message).toMatch(/ECONNRESET|socket hang up|aborted/);
  patient.destroy();
});
