import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { checkHeaders, composeMime } from '../../../shared/adapters/mime.ts';

const envelope = {
  from: 'members@mail.example.com',
  fromName: '茶与纸',
  to: 'ann@example.com',
  subject: '（广告）王芳，恭喜升级金牌会员',
  html: '<p>您好</p><p>{"path":"/etc/passwd"}</p>',
  text: '您好',
  language: 'zh-CN' as const,
  unsubscribeUrl: `https://u.example.com/v1.k1.${'a'.repeat(43)}.${'b'.repeat(43)}`,
};

describe('a composed mail', () => {
  it('reads back as it was meant, with one-click unsubscribe', async () => {
    const raw = await composeMime(envelope);
    const mail = await PostalMime.parse(raw);
    expect(mail.subject).toBe(envelope.subject);
    expect(mail.to).toEqual([{ name: '', address: envelope.to }]);
    expect(mail.from).toEqual({ name: '茶与纸', address: 'members@mail.example.com' });
    expect([mail.html?.trim(), mail.text?.trim()]).toEqual([envelope.html, envelope.text]);
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
    expect(header('list-unsubscribe')?.replace(/\s/g, '')).toBe(`<${envelope.unsubscribeUrl}>`);
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(mail.attachments).toEqual([]);
  });

  it('has lines that every server takes', async () => {
    const lines = (await composeMime({ ...envelope, html: '长'.repeat(5000) }))
      .toString('latin1')
      .split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it.each([
    ['subject', 'a\r\nBcc: x@example.com'],
    ['subject', ''],
    ['to', 'a@example.com\nb@example.com'],
    ['from', 'x\0@example.com'],
    ['unsubscribeUrl', 'https://x\r\nSubject: y'],
  ])('is refused with a %s of %j', async (field, value) => {
    const bad = { ...envelope, [field]: value };
    expect(() => checkHeaders(bad)).toThrow(expect.objectContaining({ name: 'E_HEADER_VALUE' }));
    await expect(composeMime(bad)).rejects.toMatchObject({ name: 'E_HEADER_VALUE' });
  });

  it('an address is one recipient, whatever it looks like', async () => {
    const raw = (await composeMime({ ...envelope, to: 'a@example.com, b@example.com' })).toString();
    const mail = await PostalMime.parse(raw);
    expect(mail.to).toHaveLength(1);
  });
});
