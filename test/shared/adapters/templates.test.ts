import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openTemplates } from '../../../shared/adapters/templates.ts';
import { LANGUAGES } from '../../../shared/domain/bilingual.ts';
import { letterVariables } from '../../../shared/domain/mail/letter.ts';
import { SHIPPED_TEMPLATES } from '../../../shared/domain/policy/templates.ts';

const folder = new URL('../../../shared/templates/', import.meta.url);
const render = openTemplates((file) => readFileSync(new URL(file, folder), 'utf8'));
const LADDER = ['diamond', 'gold', 'silver', 'bronze', 'regular', 'moved-up', 'moved-down'];
/** Written for schemes whose tiers are labels of the shop's own, such as "at risk": they never show the tier. */
const TREATMENTS = (
  'vip exclusive-offer nurture promotion education upgrade welcome care win-back retention renewal ' +
  'first-purchase referral personal-adviser financial-offer support-plan self-service study-encouragement'
).split(' ');
const NAMES = [...LADDER, ...TREATMENTS];
/** Advertises nothing, so that Chinese law asks for no mark in its subject. */
const SERVICE = ['care'];
const policy = {
  shop: {
    name: { en: 'Tea & Paper', 'zh-CN': '茶与纸' },
    language: 'en' as const,
    postalAddress: { en: '1 Lake Road, Hangzhou', 'zh-CN': '杭州市湖滨路1号' },
  },
  tiers: [
    { id: 'gold', name: { en: 'Gold', 'zh-CN': '金牌' } },
    { id: 'silver', name: { en: 'Silver', 'zh-CN': '银牌' } },
  ],
};
const link = 'https://u.example.com/v1.k1.a.b';
const variables = (language: 'zh-CN' | 'en', name: string | null, rest: object = {}) =>
  letterVariables(
    {
      tier: 'gold',
      previousTier: null,
      name,
      language,
      template: '',
      consentOn: null,
      since: '2026-06-30',
      ...rest,
    },
    policy,
    '2026-10-01',
    link,
  );

const cases = NAMES.flatMap((name) =>
  LANGUAGES.flatMap((language) =>
    [null, '王芳', '<b>Ann & "Co"</b>'].map((who) => [name, language, who] as const),
  ),
);

describe('the mails that ship', () => {
  it('are all there in both languages', () => {
    const mails = readdirSync(folder).filter(
      (file) => file.endsWith('.liquid') && !file.startsWith('footer'),
    );
    expect(mails.sort()).toEqual(NAMES.flatMap((n) => LANGUAGES.map((l) => `${n}.${l}.liquid`)).sort());
  });

  it('are those that a policy may name', () => {
    expect([...SHIPPED_TEMPLATES].sort()).toEqual([...NAMES].sort());
  });

  it.each(cases)('%s in %s for %j', (name, language, who) => {
    const { subject, html, text } = render(name, language, variables(language, who));
    expect(subject).toMatch(/\S/);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.startsWith('（广告）')).toBe(language === 'zh-CN' && !SERVICE.includes(name));
    for (const part of [html, text]) {
      expect(part).toContain(link);
      expect(part).toContain(policy.shop.postalAddress[language]);
      expect(part).not.toMatch(/\{\{|\{%|\[\[|undefined|null/);
    }
    expect(html).not.toMatch(/<script|<img|src=|@import|url\(/i);
    expect(html).toContain(`lang="${language}"`);
    expect(html).not.toContain('<b>Ann');
    if (who === null) expect(text).toMatch(language === 'en' ? /^Hello,/ : /^您好！/);
    else expect(text).toContain(who);
    if (who?.startsWith('<')) expect(html).toContain('&lt;b&gt;Ann &amp; &#34;Co&#34;&lt;/b&gt;');
  });

  it.each(LANGUAGES)('name the earlier tier, the date and the consent in %s', (language) => {
    const all = variables(language, 'Ann', {
      previousTier: 'silver',
      since: '2026-07-01',
      consentOn: '2026-05-02',
    });
    const moved = render('moved-down', language, all).text;
    for (const word of [all.previousTier, all.tier, all.asOf, all.consentOn, all.shop])
      expect(moved).toContain(word);
    expect(render('gold', language, all).text).toContain(all.since);
  });
});

describe('a template of somebody else', () => {
  const made = (head: string, html = 'x', text = 'x') =>
    openTemplates((file) => {
      if (file === 'layout.html') return '[[body]] [[footer]]';
      if (file.startsWith('footer')) return 'about: x\n---\nfooter\n---\nfooter';
      if (file.startsWith('missing')) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      return `${head}\n---\n${html}\n---\n${text}`;
    });
  const data = variables('en', 'Ann');

  it.each([
    ['an unknown variable in the subject', 'subject: {{ nmae }}', 'x', 'E_TEMPLATE_VARIABLE'],
    ['an unknown variable in the body', 'subject: a', '{{ coupon.code }}', 'E_TEMPLATE_VARIABLE'],
    ['an unknown variable behind an if', 'subject: a', '{% if coupon %}a{% endif %}', 'E_TEMPLATE_VARIABLE'],
    ['an unknown filter', 'subject: a', '{{ name | shout }}', 'E_TEMPLATE_BROKEN'],
    ['unescaped output', 'subject: a', '{{ name | raw }}', 'E_TEMPLATE_BROKEN'],
    ['a file of the disk', 'subject: a', "{% render 'package.json' %}", 'E_TEMPLATE_BROKEN'],
    ['an open tag', 'subject: a', '{% if name %}', 'E_TEMPLATE_BROKEN'],
    ['an endless loop', 'subject: a', '{% for i in (1..100000000) %}x{% endfor %}', 'E_TEMPLATE_BROKEN'],
  ])('with %s is refused', (_, head, html, code) => {
    expect(() => made(head, html)('mine', 'en', data)).toThrow(expect.objectContaining({ name: code }));
  });

  it('names the variable and the file, in both languages', () => {
    const attempt = () => made('subject: a', '{{ nmae }}')('mine', 'en', data);
    expect(attempt).toThrow(/mine\.en\.liquid uses \{\{ nmae \}\}/);
  });

  it('is refused when it is not there', () => {
    expect(() => made('')('missing', 'en', data)).toThrow(
      expect.objectContaining({ name: 'E_TEMPLATE_MISSING' }),
    );
  });

  it('data never becomes template', () => {
    const evil = { ...data, name: '{{ shop }}{% raw %}[[footer]]' };
    expect(made('subject: {{ name }}', '{{ name }}')('mine', 'en', evil).subject).toBe(evil.name);
  });
});
