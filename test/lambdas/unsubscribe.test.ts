import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeys } from '../../shared/adapters/keys.ts';
import type { Scope } from '../../shared/domain/mail/scopes.ts';
import { form, NOW, startUnsubscribing } from '../support/unsubscribing.ts';

let shop: Awaited<ReturnType<typeof startUnsubscribing>>;
beforeAll(async () => {
  shop = await startUnsubscribing();
});
afterAll(() => shop.close());

describe('a visit to the unsubscribe page', () => {
  it.each(['OPTIONS', 'PUT', 'DELETE'])('%s is not allowed, and changes nothing', async (method) => {
    const { visit, mailbox, box } = shop.visitor();
    const before = shop.writes();
    const answer = await visit(method);
    expect([answer.statusCode, answer.headers.allow, shop.writes()]).toEqual([
      405,
      'GET, HEAD, POST',
      before,
    ]);
    expect(await box()).toEqual({ mailbox });
  });

  it.each(['GET', 'HEAD'])('%s changes nothing (F53)', async (method) => {
    const { visit, mailbox, box } = shop.visitor();
    const before = shop.writes();
    const answer = await visit(method);
    expect([answer.statusCode, shop.writes()]).toEqual([200, before]);
    expect(await box()).toEqual({ mailbox });
    if (method === 'HEAD') expect(answer.body).toBe('');
    else expect(answer.body).toContain('<form method="post">');
  });

  it.each([
    ['nothing', { body: '' }],
    ['one click', { body: 'List-Unsubscribe=One-Click' }],
    ['one click as a form', form({ 'List-Unsubscribe': 'One-Click' })],
    ['one click beside a choice', form({ 'List-Unsubscribe': 'One-Click', choice: 'leave:topic:offers' })],
    [
      'one click in several parts',
      { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x' },
    ],
    ['a choice that is none', form({ choice: 'surprise' })],
    ['a choice of another campaign', form({ choice: 'leave:rule:party' })],
    ['a choice that is no form', { body: 'choice=leave:topic:offers' }],
  ])('a POST of %s leaves everything, at once and again (F53)', async (_, rest) => {
    const { visit, token, mailbox, box } = shop.visitor();
    const answers = await Promise.all(Array.from({ length: 5 }, () => visit('POST', `/${token}`, rest)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    expect(await box()).toEqual({ mailbox, unsubscribedAt: NOW, version: 1 });
  });

  it('sends nobody elsewhere, keeps nothing and loads nothing', async () => {
    const { visit, token } = shop.visitor();
    for (const method of ['GET', 'POST']) {
      const { headers, body } = await visit(method);
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(Object.keys(headers).filter((name) => /cookie|location|auth/.test(name))).toEqual([]);
      expect(body).not.toMatch(/<script|src=|https?:/);
      expect(body).not.toContain(token);
    }
  });

  it.each([
    ['below a function name', (token: string) => ({ rawPath: `/tierwise-unsubscribe/${token}` })],
    ['in the query', (token: string) => ({ rawPath: '/', rawQueryString: `t=${token}` })],
  ])('finds the token %s', async (_, where) => {
    const { visit, token, box } = shop.visitor();
    await visit('POST', '/', where(token));
    expect((await box()).unsubscribedAt).toBe(NOW);
  });

  it('repeats a token of the query in the links to the other language', async () => {
    const { visit, token } = shop.visitor();
    const { body } = await visit('GET', '/', { rawQueryString: `t=${token}` });
    expect(body).toContain(`href="?t=${token}&amp;lang=en"`);
  });

  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', '', 'zh-CN'],
    ['en-GB,en;q=0.9', '', 'en'],
    ['fr,en;q=0.5', '', 'en'],
    ['', '', 'zh-CN'],
    ['zh-CN', 'lang=en', 'en'],
    ['en', 'lang=zh-CN', 'zh-CN'],
  ])('for %j and %j it speaks %s, and links to both', async (accepted, query, language) => {
    const { visit, token } = shop.visitor();
    const headers = { 'accept-language': accepted };
    const { body } = await visit('GET', `/${token}`, { headers, rawQueryString: query });
    expect(body).toContain(`<html lang="${language}">`);
    for (const link of ['?lang=zh-CN', '?lang=en']) expect(body).toContain(link);
  });
});

describe('what people choose', () => {
  it.each([
    ['leave:rule:win-back', { left: { 'rule:win-back': NOW } }],
    ['leave:topic:offers', { left: { 'topic:offers': NOW } }],
    ['leave:all', { unsubscribedAt: NOW }],
  ])('%s leaves just that, once', async (choice, kept) => {
    const { choose, box, mailbox } = shop.visitor();
    expect((await choose(choice)).statusCode).toBe(200);
    const before = shop.writes();
    await choose(choice);
    expect(shop.writes()).toBe(before);
    expect(await box()).toEqual({ mailbox, ...kept, version: 1 });
  });

  it.each(['all', 'topic:offers', 'rule:win-back'])(
    'comes back to %s, and coming back twice costs no write',
    async (scope) => {
      const { choose, box, mailbox } = shop.visitor();
      await choose(`leave:${scope}`);
      await choose(`comeBack:${scope}`);
      const before = shop.writes();
      await choose(`comeBack:${scope}`);
      await choose('comeBack:topic:surveys');
      expect(shop.writes()).toBe(before);
      expect(await box()).toEqual({ mailbox, version: 2 });
    },
  );

  it('comes back from what another letter left', async () => {
    const { choose, mailbox, box } = shop.visitor();
    await shop.mailboxes.leave(mailbox, 'rule:party', NOW);
    await choose('comeBack:rule:party');
    expect((await box()).left).toBeUndefined();
  });

  it('names what another letter left by its rule, and repeats no name that a visitor made up', async () => {
    const { choose, visit, mailbox } = shop.visitor();
    await shop.mailboxes.leave(mailbox, 'rule:party', NOW);
    const english = { rawQueryString: 'lang=en' };
    expect((await visit('GET', undefined, english)).body).toContain('Mails “party”');
    expect((await visit('GET')).body).toContain('“party”邮件');
    expect((await choose('comeBack:rule:made-up')).body).not.toContain('made-up');
  });

  it('says in the middle of a sentence what was stopped', async () => {
    const { visit, token } = shop.visitor();
    const rest = { ...form({ choice: 'leave:rule:win-back' }), rawQueryString: 'lang=en' };
    const { body } = await visit('POST', `/${token}`, rest);
    expect(body).toContain('Stopped: mails like the one you came from.');
  });

  it.each(['bounce', 'complaint'] as const)('coming back undoes no %s, and says so', async (why) => {
    const { choose, visit, mailbox, box } = shop.visitor();
    await shop.mailboxes.suppress(mailbox, why);
    await choose('leave:all');
    const { body } = await choose('comeBack:all');
    expect(await box()).toEqual({ mailbox, suppressed: why, version: 3 });
    for (const text of [body, (await visit('GET')).body])
      expect(text).toContain('目前都不会向此邮箱发送邮件');
  });

  it('offers what is not left yet, and what is left to come back to', async () => {
    const { visit, choose } = shop.visitor();
    const choices = async () =>
      [...(await visit('GET')).body.matchAll(/value="([^"]+)"/g)].map(([, value]) => value);
    const [sort, topic, all] = ['rule:win-back', 'topic:offers', 'all'];
    expect(await choices()).toEqual([`leave:${sort}`, `leave:${topic}`, `leave:${all}`]);
    await choose(`leave:${sort}`);
    expect(await choices()).toEqual([`leave:${topic}`, `leave:${all}`, `comeBack:${sort}`]);
    await choose(`leave:${topic}`);
    expect((await choices()).slice(0, 1)).toEqual([`leave:${all}`]);
    await choose(`leave:${all}`);
    expect(await choices()).toEqual([`comeBack:${all}`, `comeBack:${sort}`, `comeBack:${topic}`]);
  });

  it.each([
    ['a topic while everything is left', 'all', 'topic:offers', true],
    ['one sort while its topic is left', 'topic:offers', 'rule:win-back', true],
    ['a topic while one sort is left', 'rule:win-back', 'topic:offers', false],
  ])('coming back to %s says whether mails stay stopped', async (_, kept, back, isStopped) => {
    const { choose, mailbox } = shop.visitor();
    for (const scope of [kept, back] as Scope[]) await shop.mailboxes.leave(mailbox, scope, NOW);
    const { body } = await choose(`comeBack:${back}`);
    expect(body.includes('这类邮件就还不会发送')).toBe(isStopped);
  });

  it('of a letter that an earlier program sent, everything can be left', async () => {
    const secret = { seed: '1'.repeat(43), current: 'k1', old: {} };
    const mailbox = openKeys(secret).mailbox('ann@example.com');
    const token = `v1.k1.${mailbox}.aNa33GnBpxjeppv8TupwHHb7qykVOe-UuX6oDZ8lgrc`;
    const { visit } = shop.visitor(openKeys(secret));
    expect((await visit('GET', `/${token}`)).body.match(/value="leave:[^"]+"/g)).toEqual([
      'value="leave:all"',
    ]);
    await visit('POST', `/${token}`, form({ choice: 'leave:topic:offers' }));
    expect(await shop.mailboxes.find(mailbox)).toMatchObject({ unsubscribedAt: NOW });
  });

  it('says the same to a mailbox that nobody knows as to one that gets mails', async () => {
    const [known, unknown] = [shop.visitor(), shop.visitor()];
    const recent = { s1: { rule: 'win-back', tier: 'gold', on: '2026-09-30' } };
    await shop.mailboxes.remember({ mailbox: known.mailbox }, recent);
    for (const method of ['GET', 'POST', 'GET'])
      expect(await unknown.visit(method)).toEqual(await known.visit(method));
  });
});
