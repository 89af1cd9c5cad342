import { describe, expect, it } from 'vitest';
import { unsubscribe } from '../../lambdas/unsubscribe/step.ts';
import { openKeys } from '../../shared/adapters/keys.ts';
import { WebRequestSchema } from '../../shared/contract/functions.ts';

const keys = openKeys({ seed: 's'.repeat(43), current: 'k1', old: {} });
const mailbox = keys.mailbox('ann@example.com');
const token = keys.token(mailbox);

function visiting() {
  const boxes = new Map<string, string>();
  const act = unsubscribe({
    verify: keys.verify,
    unsubscribe: async (box, at) => void (boxes.has(box) || boxes.set(box, at)),
    now: () => Date.parse('2026-10-02T08:00:00Z'),
  });
  const visit = (method: string, path = `/${token}`, rest: object = {}) =>
    act(WebRequestSchema.parse({ rawPath: path, requestContext: { http: { method } }, ...rest }));
  return { boxes, visit };
}

describe('the unsubscribe page', () => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT'])('%s changes nothing (F53)', async (method) => {
    const { boxes, visit } = visiting();
    const answer = await visit(method);
    expect([answer.statusCode, boxes.size]).toEqual([200, 0]);
    if (method === 'HEAD') expect(answer.body).toBe('');
    else expect(answer.body).toContain('<form method="post">');
  });

  it.each([
    ['the button', { body: '' }],
    ['one click', { body: 'List-Unsubscribe=One-Click' }],
  ])('POST by %s acts, at once and again (F53)', async (_, rest) => {
    const { boxes, visit } = visiting();
    const answers = await Promise.all(Array.from({ length: 5 }, () => visit('POST', `/${token}`, rest)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    expect([...boxes]).toEqual([[mailbox, '2026-10-02T08:00:00.000Z']]);
  });

  it.each([
    ['below a function name', { rawPath: `/tierwise-unsubscribe/${token}` }],
    ['in the query', { rawPath: '/', rawQueryString: `t=${token}` }],
  ])('finds the token %s', async (_, rest) => {
    const { boxes, visit } = visiting();
    await visit('POST', '/', rest);
    expect(boxes.has(mailbox)).toBe(true);
  });

  it.each([
    ['no token', '/'],
    ['a changed mailbox', `/${token.replace(mailbox, keys.mailbox('bob@example.com'))}`],
    ['a cut one', `/${token.slice(0, -3)}`],
    ['a script', '/<script>alert(1)</script>'],
  ])('a link with %s is 400, acts never and quotes nothing (F54)', async (_, path) => {
    const { boxes, visit } = visiting();
    for (const method of ['GET', 'POST']) {
      const answer = await visit(method, path);
      expect(answer.statusCode).toBe(400);
      expect(answer.body).toBe((await visit(method, '/x')).body);
    }
    expect(boxes.size).toBe(0);
  });

  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', '', 'zh-CN'],
    ['en-GB,en;q=0.9', '', 'en'],
    ['fr,en;q=0.5', '', 'en'],
    ['', '', 'zh-CN'],
    ['zh-CN', 'lang=en', 'en'],
    ['en', 'lang=zh-CN', 'zh-CN'],
  ])('for %j and %j it speaks %s, and links to both', async (accepted, query, language) => {
    const { visit } = visiting();
    const headers = { 'accept-language': accepted };
    const { body } = await visit('GET', `/${token}`, { headers, rawQueryString: query });
    expect(body).toContain(`<html lang="${language}">`);
    for (const link of ['?lang=zh-CN', '?lang=en']) expect(body).toContain(link);
  });

  it('tells nobody where it was opened, keeps nothing and loads nothing', async () => {
    const { visit } = visiting();
    const { headers, body } = await visit('GET');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(Object.keys(headers)).not.toContain('set-cookie');
    expect(body).not.toMatch(/<script|src=|https?:/);
    expect(body).not.toContain(token);
  });
});
