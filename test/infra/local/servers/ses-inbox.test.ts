import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, bench, rawMail, sendInput } from './ses-support.ts';

let at: Bench;
beforeEach(async () => {
  at = await bench();
});
afterEach(() => at.close());

async function send(
  to: string,
  subject: string,
  cid = 'gold',
  parts = {},
  tags: Record<string, string> = {},
): Promise<string> {
  const input = {
    RawMessage: { Data: rawMail({ to, subject, ...parts }) },
    Destinations: [to],
    Tags: Object.entries({ cid, ...tags }).map(([Name, Value]) => ({ Name, Value })),
  };
  const { MessageId = '' } = await at.client.send(new SendRawEmailCommand(input));
  return MessageId;
}

async function get(path: string, language = 'en') {
  const response = await fetch(`${at.ses.url}${path}`, { headers: { 'accept-language': language } });
  const policy = response.headers.get('content-security-policy') ?? '';
  return { status: response.status, headers: response.headers, policy, text: await response.text() };
}

const subjects = (text: string) =>
  [...text.matchAll(/\/inbox\/[0-9a-f-]+[^>]*>([^<]*)</g)].map((hit) => hit[1]);

const NASTY = '<script>alert(1)</script>"\'&';
const ESCAPED = '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;';

describe('the inbox', () => {
  it('says so when it is empty', async () => {
    expect((await get('/inbox')).text).toContain('No mails.');
  });

  it('lists the newest first, with recipient and tags, under a strict policy', async () => {
    await send('ann@example.org', 'one');
    await send('bob@example.org', 'two');
    const { text, policy, headers } = await get('/inbox');
    expect(subjects(text)).toEqual(['two', 'one']);
    expect(text).toContain('ann@example.org');
    expect(text).toContain('cid=gold');
    expect(policy).toMatch(/^default-src 'none'; style-src 'self'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(text).not.toMatch(/<script|style=|javascript:/);
  });

  it.each([
    ['?to=ANN', ['three', 'one']],
    ['?campaign=gold', ['two', 'one']],
    ['?campaign=gold&to=ann', ['one']],
    ['?campaign=gol', []],
    ['?page=99', ['three', 'two', 'one']],
    ['?page=x', ['three', 'two', 'one']],
  ])('filters by %s', async (query, expected) => {
    await send('ann@example.org', 'one');
    await send('bob@example.org', 'two');
    await send('Ann@example.org', 'three', 'silver');
    expect(subjects((await get(`/inbox${query}`)).text)).toEqual(expected);
  });

  it.each([
    ['?tier=gold', ['two', 'one']],
    ['?language=zh-CN', ['three', 'two']],
    ['?tier=gold&language=zh-CN', ['two']],
    ['?tier=bronze', []],
  ])('filters by tier and language: %s', async (query, expected) => {
    await send('ann@example.org', 'one', 'x', {}, { tier: 'gold', language: 'en' });
    await send('bob@example.org', 'two', 'x', {}, { tier: 'gold', language: 'zh-CN' });
    await send('cy@example.org', 'three', 'x', {}, { tier: 'silver', language: 'zh-CN' });
    const { text } = await get(`/inbox${query}`);
    expect(subjects(text)).toEqual(expected);
    expect([...text.matchAll(/<option[^>]*>([^<]+)</g)].map(([, option]) => option)).toEqual([
      ...['Any', 'gold', 'silver', 'Any', 'en', 'zh-CN'],
    ]);
  });

  it('leads from a tag to all mails that have it', async () => {
    await send('ann@example.org', 'one', 'x', {}, { tier: 'gold' });
    expect((await get('/inbox')).text).toContain('href="/inbox?tier=gold&amp;lang=en"');
  });

  it('turns pages of a hundred and keeps the filter', async () => {
    for (let i = 0; i < 101; i++) await send('ann@example.org', `mail ${i}`);
    const first = await get('/inbox?to=ann');
    expect(subjects(first.text)).toHaveLength(100);
    expect(first.text).toContain('/inbox?to=ann&amp;page=2&amp;lang=en');
    expect(subjects((await get('/inbox?to=ann&page=2')).text)).toEqual(['mail 0']);
  });

  it('speaks the language that the browser or the address asks for', async () => {
    expect((await get('/inbox', 'zh-CN,zh;q=0.9,en;q=0.8')).text).toContain('<html lang="zh-CN">');
    expect((await get('/inbox', 'zh')).text).toContain('收件箱');
    expect((await get('/inbox?lang=en', 'zh')).text).toContain('Inbox');
    expect((await get('/inbox?lang=xx', 'de')).text).toContain('Inbox');
  });

  it('escapes subjects, addresses and what was asked for', async () => {
    await send('"<b>"@example.org', NASTY);
    const { text } = await get(`/inbox?lang=en`);
    expect(text).toContain(ESCAPED);
    expect(text).not.toContain('<script>');
    expect(text).not.toContain('<b>');
    expect((await get(`/inbox?to=${encodeURIComponent(`"><script>`)}`)).text).not.toContain('<script>');
  });
});

describe('a mail', () => {
  const headers = [
    'List-Unsubscribe: <https://shop.example/u/token>, <mailto:u@shop.example>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  ];

  const framesOf = (text: string) => [...text.matchAll(/<iframe[^>]*>/g)].map(([frame]) => frame);

  it('shows tags and the unsubscribe link, and its HTML only in sandboxed frames of two widths', async () => {
    const html = `<p>Hi</p>${NASTY}`;
    const id = await send('ann@example.org', NASTY, 'gold', { headers, html });
    const { text, policy } = await get(`/inbox/${id}`);
    expect(text).toContain('href="https://shop.example/u/token"');
    expect(text).not.toContain('<script>');
    expect(framesOf(text)).toEqual([
      expect.stringContaining(`sandbox="" src="/inbox/${id}/html?scheme=light" width="375"`),
      expect.stringContaining('width="640"'),
    ]);
    expect(policy).toContain("default-src 'none'");
  });

  it('shows it dark where that is asked for', async () => {
    const id = await send('ann@example.org', 's');
    const { text } = await get(`/inbox/${id}?scheme=dark`);
    expect(framesOf(text)[0]).toContain(`src="/inbox/${id}/html?scheme=dark"`);
  });

  it('shows its plain text, and its source with all headers', async () => {
    const id = await send('ann@example.org', 's', 'gold', { headers, text: `plain ${NASTY}` });
    const [plain, source] = [await get(`/inbox/${id}?part=text`), await get(`/inbox/${id}?part=source`)];
    expect(plain.text).toContain(`plain ${ESCAPED}`);
    expect(source.text).toContain('<dt>List-Unsubscribe-Post</dt><dd>List-Unsubscribe=One-Click</dd>');
    expect(source.text).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    for (const { text } of [plain, source]) expect(text).not.toMatch(/<script>|<iframe/);
  });

  it.each(['part=nonsense', 'scheme=nonsense', 'page=-1'])('is shown as it looks for %s', async (query) => {
    const id = await send('ann@example.org', 's');
    expect(framesOf((await get(`/inbox/${id}?${query}`)).text)).toHaveLength(2);
  });

  it('gives its HTML as it is, under a policy that lets nothing run or load', async () => {
    const id = await send('ann@example.org', 's', 'gold', {
      html: '<p style="color:red">Hi</p><script>1</script>',
    });
    const { text, policy } = await get(`/inbox/${id}/html`);
    expect(text).toContain('<p style="color:red">Hi</p><script>1</script>');
    expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/);
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/);
  });

  it('gives the raw bytes to download', async () => {
    const id = await send('ann@example.org', 's');
    const { text, headers: answered } = await get(`/inbox/${id}.eml`);
    expect(text).toBe(at.ses.raw(id)?.toString());
    expect(answered.get('content-disposition')).toBe(`attachment; filename="${id}.eml"`);
  });

  it('does not link an unsubscribe address that is not of the web', async () => {
    const id = await send('a@b.example', 's', 'gold', {
      headers: ['List-Unsubscribe: <javascript:alert(1)>'],
    });
    expect((await get(`/inbox/${id}`)).text).not.toMatch(/href="javascript/);
  });

  it('shows a mail without HTML', async () => {
    const Data = Buffer.from('From: shop@example.com\nTo: a@b.example\nSubject: bare\n\njust text');
    const { MessageId } = await at.client.send(new SendRawEmailCommand({ RawMessage: { Data } }));
    const { text } = await get(`/inbox/${MessageId}`);
    expect(text).toContain('just text');
    expect(text).not.toContain('<iframe');
  });

  it.each([
    '/inbox/0',
    '/inbox/0/html',
    '/inbox/0.eml',
    '/inbox/../_secret',
    '/inbox/%2e%2e%2fpublished',
    '/nothing',
  ])('is not found at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('of the sender keeps its campaign tag', async () => {
    await at.client.send(new SendRawEmailCommand(sendInput('ann@example.org', 'sid-1')));
    expect(subjects((await get('/inbox?campaign=welcome-2026-Q3')).text)).toEqual(['Hello']);
  });
});
