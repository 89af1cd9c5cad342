import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeys } from '../../shared/adapters/keys.ts';
import { form, keys, NOW, SORT, startUnsubscribing } from '../support/unsubscribing.ts';

let shop: Awaited<ReturnType<typeof startUnsubscribing>>;
beforeAll(async () => {
  shop = await startUnsubscribing();
});
afterAll(() => shop.close());

describe('a link that is not genuine (F54)', () => {
  const mailbox = keys.mailbox('ann@example.com');
  const token = keys.token(mailbox, SORT);

  it.each([
    ['no token', '/'],
    ['a changed mailbox', `/${token.replace(mailbox, keys.mailbox('bob@example.com'))}`],
    ['a changed scope', `/${token.replace(/\.([\w-]+)\.([\w-]+)$/, '.cnVsZXx0aWVy.$2')}`],
    ['a key that nobody has', `/${token.replace('.k1.', '.k7.')}`],
    ['a cut one', `/${token.slice(0, -3)}`],
    ['a script', '/<script>alert(1)</script>'],
  ])('%s is 400 with a form for the address, acts never and quotes nothing', async (_, path) => {
    const { visit } = shop.visitor();
    const before = shop.writes();
    const usual = (await visit('GET', '/x')).body;
    expect(usual).toContain('name="address"');
    for (const rest of [{}, { body: 'List-Unsubscribe=One-Click' }, form({ choice: 'comeBack:all' })])
      for (const method of ['GET', 'POST']) {
        const answer = await visit(method, path, rest);
        expect([answer.statusCode, answer.body]).toEqual([400, usual]);
      }
    expect(shop.writes()).toBe(before);
  });

  it('a link signed with a key that was rotated away is as good as ever', async () => {
    const rotated = openKeys({ seed: 'n'.repeat(43), current: 'k2', old: { k1: 's'.repeat(43) } });
    const { visit, mailbox: own, box } = shop.visitor(rotated);
    const answer = await visit('POST', `/${keys.token(own, SORT)}`);
    expect(answer.statusCode).toBe(200);
    expect((await box()).unsubscribedAt).toBe(NOW);
  });

  it('whatever address is entered, the answer is the same, and a real one gets no more mails', async () => {
    const { visit, address, box } = shop.visitor();
    const enter = (entered: string) => visit('POST', '/x', form({ address: entered }));
    const answers = [];
    for (const entered of [` ${address.toUpperCase()} `, address, 'nobody@example.com', 'no address', ''])
      answers.push(await enter(entered));
    expect(answers[0]?.statusCode).toBe(200);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.body).not.toContain('example.com');
    expect((await box()).unsubscribedAt).toBe(NOW);
  });

  it('an address that was entered is marked and counted, until the person’s own link says the same', async () => {
    const { visit, choose, address, mailbox, box } = shop.visitor();
    const before = shop.entered();
    for (const entered of [address, 'no address']) await visit('POST', '/x', form({ address: entered }));
    expect(shop.entered()).toBe(before + 1);
    expect(await box()).toEqual({ mailbox, unsubscribedAt: NOW, unsubscribedBy: 'form', version: 1 });
    for (let i = 0; i < 2; i += 1) await choose('leave:all');
    expect(await box()).toEqual({ mailbox, unsubscribedAt: NOW, version: 2 });
    await visit('POST', '/x', form({ address }));
    expect(await box()).toEqual({ mailbox, unsubscribedAt: NOW, version: 2 });
  });

  it('who comes back by his own link is free of the mark', async () => {
    const { visit, choose, address, mailbox, box } = shop.visitor();
    await visit('POST', '/x', form({ address }));
    await choose('comeBack:all');
    expect(await box()).toEqual({ mailbox, version: 2 });
  });

  it('an address brings nobody back', async () => {
    const { visit, address, mailbox, box } = shop.visitor();
    await shop.mailboxes.leave(mailbox, 'all', NOW);
    await visit('POST', '/x', form({ address, choice: 'comeBack:all' }));
    expect((await box()).unsubscribedAt).toBe(NOW);
  });
});

describe('the link of a test mail', () => {
  it.each(['GET', 'POST'])('says what it is and does nothing on %s', async (method) => {
    const { visit } = shop.visitor();
    const before = shop.writes();
    const answer = await visit(method, '/test', form({ address: 'ann@example.com' }));
    expect([answer.statusCode, shop.writes()]).toEqual([200, before]);
    expect(answer.body).toContain('这是测试链接');
  });
});

describe('who tries too often', () => {
  const from = (sourceIp: string, method: string) => ({ requestContext: { http: { method, sourceIp } } });

  it('with damaged links is asked to wait, and may go on after that', async () => {
    const { visit, clock } = shop.visitor();
    for (let n = 0; n < 20; n += 1) await visit('GET', '/x', from('192.0.2.1', 'GET'));
    const refused = await visit('POST', '/x', {
      ...form({ address: 'eve@example.com' }),
      ...from('192.0.2.1', 'POST'),
    });
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '6']);
    expect(await shop.mailboxes.find(keys.mailbox('eve@example.com'))).not.toHaveProperty('unsubscribedAt');
    expect((await visit('GET', '/x', from('192.0.2.2', 'GET'))).statusCode).toBe(400);
    clock.now += 6_000;
    expect((await visit('GET', '/x', from('192.0.2.1', 'GET'))).statusCode).toBe(400);
  });

  it('by coming back is asked to wait; leaving always works', async () => {
    const { choose } = shop.visitor();
    for (let n = 0; n < 10; n += 1) await choose('comeBack:all');
    expect((await choose('comeBack:all')).statusCode).toBe(429);
    expect((await choose('leave:all')).statusCode).toBe(200);
  });

  it('never is somebody who posts a genuine link, from wherever he does it', async () => {
    const { visit, token } = shop.visitor();
    for (let n = 0; n < 30; n += 1) await visit('GET', '/x', from('192.0.2.1', 'GET'));
    const answers = [];
    for (let n = 0; n < 30; n += 1) answers.push(await visit('POST', `/${token}`, from('192.0.2.1', 'POST')));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  });
});
