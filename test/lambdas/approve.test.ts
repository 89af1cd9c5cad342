import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decidePlan } from '../../shared/domain/approval.ts';
import { NOW, press, startPlanPages } from '../support/plan-pages.ts';

let here: Awaited<ReturnType<typeof startPlanPages>>;
beforeAll(async () => {
  here = await startPlanPages();
});
afterAll(() => here.close());
beforeEach(() => {
  here.started.length = 0;
  here.clock.now = Date.parse(NOW);
});

const say = async (link: string): Promise<string> => (await fetch(`${link}?lang=en`)).text();
/** As the command line decides. */
const command = (runId: string, want: 'approve' | 'reject') =>
  decidePlan(
    { ...here.runs, startApply: async (name) => void here.started.push(name) },
    { runId, want, by: 'command', at: new Date(here.clock.now).toISOString() },
  );

describe('the link of a plan', () => {
  it('approves it once, starts applying, and notes who decided how and when', async () => {
    const { link, runId } = await here.plan();
    const answer = await press(link, 'approve');
    expect(answer.status).toBe(200);
    expect(await here.runs.run(runId)).toMatchObject({
      state: 'APPROVED',
      decided: { by: 'link', at: NOW },
    });
    expect(here.started).toEqual([runId]);
    expect(await say(link)).toContain('This plan was approved');
  });

  it('rejects it, and then approves nothing any more', async () => {
    const { link, runId, state } = await here.plan();
    await press(link, 'reject');
    expect((await press(link, 'approve')).status).toBe(409);
    expect([await state(), here.started]).toEqual(['REJECTED', []]);
    const said = await say(link);
    expect(said).toContain('This plan was rejected');
    expect(said).toContain(`${runId}; decided with the link on 2 October 2026, 16:00 (Asia/Shanghai)`);
    expect(said).not.toContain('<button');
  });

  it.each(['GET', 'HEAD'])('opened by a program with %s changes nothing, however often', async (method) => {
    const { link, state } = await here.plan();
    const headers = { 'sec-purpose': 'prefetch', purpose: 'prefetch' };
    for (let i = 0; i < 3; i += 1) expect((await fetch(link, { method, headers })).status).toBe(200);
    expect([await state(), here.started]).toEqual(['AWAITING_APPROVAL', []]);
  });

  it.each([
    ['nothing', new URLSearchParams()],
    ['what one-click unsubscribing posts', new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })],
    ['another word', new URLSearchParams({ decision: 'yes' })],
    [
      'both buttons',
      new URLSearchParams([
        ['decision', 'approve'],
        ['decision', 'reject'],
      ]),
    ],
  ])('posted with %s decides nothing, and shows the plan', async (_, body) => {
    const { link, state } = await here.plan();
    const answer = await fetch(`${link}?lang=en`, { method: 'POST', body });
    expect(await answer.text()).toContain('Approve this plan?');
    expect([await state(), here.started]).toEqual(['AWAITING_APPROVAL', []]);
  });

  it('posted as anything but a form decides nothing', async () => {
    const { link, state } = await here.plan();
    const headers = { 'content-type': 'application/json' };
    await fetch(link, { method: 'POST', headers, body: 'decision=approve' });
    expect(await state()).toBe('AWAITING_APPROVAL');
  });

  it.each(['PUT', 'DELETE', 'OPTIONS'])('is not to be used with %s', async (method) => {
    const { link, state } = await here.plan();
    expect((await fetch(link, { method })).status).toBe(405);
    expect(await state()).toBe('AWAITING_APPROVAL');
  });

  it('expired does nothing, also before anybody has noted the expiry', async () => {
    const { link, run, state } = await here.plan();
    here.clock.now = Date.parse(run.expiresAt ?? '');
    expect((await press(link, 'approve')).status).toBe(410);
    expect([await state(), here.started]).toEqual(['AWAITING_APPROVAL', []]);
    const said = await say(link);
    expect(said).toContain('This plan has expired');
    expect(said).toContain('it could be approved until 8 October 2026, 16:00 (Asia/Shanghai)');
    here.clock.now -= 1;
    expect((await press(link, 'approve')).status).toBe(200);
  });

  it('of an older plan approves no newer one', async () => {
    const older = await here.plan();
    await command(older.runId, 'reject');
    const newer = await here.plan();
    expect((await press(older.link, 'approve')).status).toBe(409);
    expect([await newer.state(), here.started]).toEqual(['AWAITING_APPROVAL', []]);
  });

  it('approves only the mails that it was made for', async () => {
    const { run, runId, state } = await here.plan();
    const { pageToken } = here.keys;
    const ticket = { purpose: 'approve', runId, until: run.expiresAt ?? '' } as const;
    const other = `${here.base}${pageToken({ ...ticket, contentDigest: 'of other mails' })}`;
    expect((await press(other, 'approve')).status).toBe(409);
    expect([await state(), here.started]).toEqual(['AWAITING_APPROVAL', []]);
    expect(await say(other)).toContain('other mails');
  });

  it('forged, shortened or meant for reading decides nothing', async () => {
    const { link, runId, state } = await here.plan();
    const reading = here.showLink(runId, 'plan.en.html').split('/').at(-2);
    const tampered = link.replace(/.{10}$/, 'AAAAAAAAAA');
    for (const wrong of [link.slice(0, -1), tampered, `${here.base}${reading}`, `${here.base}approve`]) {
      expect((await press(wrong, 'approve')).status).toBe(400);
      expect((await fetch(wrong)).status).toBe(400);
    }
    expect([await state(), here.started]).toEqual(['AWAITING_APPROVAL', []]);
  });

  it('lets nobody approve what he cannot see', async () => {
    const { link, runId } = await here.plan({}, []);
    const answer = await fetch(`${link}?lang=en`);
    expect([answer.status, await here.stores.results.list(`reports/${runId}/`)]).toEqual([404, []]);
    expect(await answer.text()).not.toContain('<button');
  });
});

describe('two who decide at once', () => {
  it.each([
    ['approve', 'reject'],
    ['reject', 'approve'],
  ] as const)(
    'by link (%s) and by command (%s): one wins, and only an approval is applied',
    async (one, other) => {
      const { link, runId, state } = await here.plan();
      const [byLink, byCommand] = await Promise.allSettled([press(link, one), command(runId, other)]);
      const linkWon = byLink.status === 'fulfilled' && byLink.value.status === 200;
      expect(linkWon).toBe(byCommand.status === 'rejected');
      const won = linkWon ? one : other;
      expect(await state()).toBe(won === 'approve' ? 'APPROVED' : 'REJECTED');
      expect(here.started).toEqual(won === 'approve' ? [runId] : []);
    },
  );

  it('ten presses of the same button decide once', async () => {
    const { link, runId } = await here.plan();
    const answers = await Promise.all(Array.from({ length: 10 }, () => press(link, 'approve')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(here.started)).toEqual(new Set([runId]));
  });
});

describe('the command', () => {
  it('says that a plan has expired, whether it was noted or not', async () => {
    const { run, runId } = await here.plan();
    here.clock.now = Date.parse(run.expiresAt ?? '') + 1;
    await expect(command(runId, 'approve')).rejects.toMatchObject({ code: 'E_PLAN_EXPIRED' });
    await here.runs.expireRun(runId, new Date(here.clock.now).toISOString(), 'over');
    await expect(command(runId, 'reject')).rejects.toMatchObject({ code: 'E_PLAN_EXPIRED' });
    expect(here.started).toEqual([]);
  });

  it('asked again after it died before applying began starts it', async () => {
    const { runId } = await here.plan();
    const dying = { ...here.runs, startApply: () => Promise.reject(new Error('killed')) };
    const decision = { runId, want: 'approve', by: 'command', at: NOW } as const;
    await expect(decidePlan(dying, decision)).rejects.toThrow('killed');
    await command(runId, 'approve');
    expect(here.started).toEqual([runId]);
  });

  it('still decides about a plan of an earlier program, which does not expire', async () => {
    const { runId, state } = await here.plan({ expiresAt: undefined, contentDigest: undefined });
    await command(runId, 'approve');
    expect(await state()).toBe('APPROVED');
  });

  it('names the state of a run that does not wait', async () => {
    await expect(command('unknown', 'approve')).rejects.toMatchObject({ code: 'E_NOT_AWAITING' });
  });
});

describe('answers', () => {
  const STRICT = /default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/;

  it('are kept by nobody, frame nothing, load nothing, and tell no other site where they were', async () => {
    const { link, runId } = await here.plan();
    for (const address of [link, `${here.base}damaged`, here.showLink(runId, 'plan.en.html')]) {
      const { headers } = await fetch(address);
      expect(headers.get('content-security-policy')).toMatch(STRICT);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex',
      });
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  it('ask a network that only tries damaged links to wait, and never who has a genuine one', async () => {
    const { link } = await here.plan();
    const statuses: number[] = [];
    while (statuses.at(-1) !== 429 && statuses.length < 100)
      statuses.push((await fetch(`${here.base}p1.k1.damaged`)).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await fetch(link)).status).toBe(200);
  });
});
