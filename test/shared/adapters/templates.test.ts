import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openTemplates, sourceOf } from '../../../shared/adapters/templates.ts';
import { LANGUAGES } from '../../../shared/domain/bilingual.ts';
import { SHIPPED_TEMPLATES } from '../../../shared/domain/policy/templates.ts';
import { CODE, readShipped, SHOP, shipped, UNSUBSCRIBE, variablesOf } from '../../support/shipped-letters.ts';

const folder = new URL('../../../shared/templates/', import.meta.url);
/** Serve and advertise nothing, so that Chinese law asks for no mark in their subjects. */
const SERVICE = ['care', 'complaint-care', 'feedback-thanks'];
/** Have a box for a code of the shop's. */
const OFFERS = ['exclusive-offer', 'promotion', 'win-back', 'first-purchase'];

const cases = SHIPPED_TEMPLATES.flatMap((name) =>
  LANGUAGES.flatMap((language) =>
    [null, '王芳', '<b>Ann & "Co"</b>'].map((who) => [name, language, who] as const),
  ),
);

describe('the mails that ship', () => {
  it('are those that a policy may name, in both languages', () => {
    const mails = readdirSync(folder).filter(
      (file) => file.endsWith('.liquid') && !file.startsWith('footer'),
    );
    const named = SHIPPED_TEMPLATES.flatMap((name) => LANGUAGES.map((each) => `${name}.${each}.liquid`));
    expect(mails.sort()).toEqual(named.sort());
  });

  it.each(cases)('%s in %s for %j', (name, language, who) => {
    const { subject, html, text } = shipped.render(name, language, variablesOf(language, { name: who }));
    expect(subject).toMatch(/\S/);
    expect(subject.startsWith('（广告）')).toBe(language === 'zh-CN' && !SERVICE.includes(name));
    for (const part of [html, text]) {
      expect(part).toContain(UNSUBSCRIBE);
      expect(part).toContain(SHOP.postalAddress[language]);
      expect(part).not.toMatch(/\{\{|\{%|\[\[|undefined|null/);
      expect(part.includes(CODE)).toBe(OFFERS.includes(name));
    }
    expect(html).not.toMatch(/<script|<img|src=|@import|url\(|acce0/i);
    expect(html).toContain(`lang="${language}"`);
    expect(html).not.toContain('<b>Ann');
    if (who === null) expect(text).toMatch(language === 'en' ? /^Hello,/ : /^您好！/);
    else expect(text).toContain(who);
    if (who?.startsWith('<')) expect(html).toContain('&lt;b&gt;Ann &amp; &#34;Co&#34;&lt;/b&gt;');
  });

  it.each(cases)('%s in %s for %j shows no code and no page that there is not', (name, language, who) => {
    const told = variablesOf(language, { name: who, offerCode: null, links: {} });
    const { html, text } = shipped.render(name, language, told);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, link]) => link)).toEqual([UNSUBSCRIBE]);
    expect(text.match(/https?:\S*/g)).toEqual([UNSUBSCRIBE]);
    expect(html).not.toMatch(/dashed/);
  });

  it.each(LANGUAGES)('name the earlier tier, the dates and the consent in %s', (language) => {
    const rest = { name: 'Ann', previousTier: 'silver', since: '2026-07-01', consentOn: '2026-05-02' };
    const all = variablesOf(language, rest);
    const moved = shipped.render('moved-down', language, all).text;
    for (const word of [all.previousTier, all.tier, all.asOf, all.consentOn, all.shop])
      expect(moved).toContain(word);
    const review = shipped.render('benefits-review', language, all).text;
    for (const word of [all.tier, all.since, all.nextReview]) expect(review).toContain(word);
  });

  it.each(LANGUAGES)('a survey in %s asks with five links, whatever its page is called', (language) => {
    const scores = (survey: string) => {
      const { html } = shipped.render('survey', language, variablesOf(language, { links: { survey } }));
      return [...html.matchAll(/href="([^"]*score=\d)"/g)].map(([, link]) => link);
    };
    const five = (start: string) => [1, 2, 3, 4, 5].map((score) => `${start}score=${score}`);
    expect(scores('https://a.example/s')).toEqual(five('https://a.example/s?'));
    expect(scores('https://a.example/s?id=7')).toEqual(five('https://a.example/s?id=7&amp;'));
  });
});

describe('the digest of a mail', () => {
  const told = variablesOf('en', { name: 'Ann' });
  const digest = (change: object, name = 'gold') => shipped.digest(name, 'en', { ...told, ...change });

  it('is the same whatever the order of the variables, the link to unsubscribe and the code', () => {
    const turned = Object.fromEntries(Object.entries(told).reverse());
    expect(shipped.digest('gold', 'en', turned)).toBe(digest({}));
    expect(digest({ unsubscribeUrl: 'https://other.example', offerCode: null })).toBe(digest({}));
    expect(digest({})).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['a name', { name: 'Bob' }],
    ['no name', { name: null }],
    ['a tier', { tier: 'Silver' }],
    ['a page of the shop', { links: { ...told.links, home: null } }],
    ['the mark of advertising', { subjectPrefix: 'AD: ' }],
  ])('differs for another: %s', (_, change) => {
    expect(digest(change)).not.toBe(digest({}));
  });

  it('differs for another template and another version of it', () => {
    expect(digest({}, 'silver')).not.toBe(digest({}));
    const read = (file: string) => readShipped(file).replace('Visit the shop', 'Come and see');
    const changed = openTemplates({ 'gold.en': sourceOf(read, 'gold', 'en') });
    expect(changed.digest('gold', 'en', told)).not.toBe(digest({}));
  });

  it('differs where words were changed under their old digest, and they are what is rendered', () => {
    const source = sourceOf(readShipped, 'gold', 'en');
    const other = { ...source, html: source.html.replace('Visit the shop', 'Come and see') };
    const changed = openTemplates({ 'gold.en': other });
    expect(changed.digest('gold', 'en', told)).not.toBe(digest({}));
    expect(changed.render('gold', 'en', told).html).toContain('Come and see');
  });

  it('of a template that is not there is refused', () => {
    expect(() => digest({}, 'nothing')).toThrow(expect.objectContaining({ name: 'E_TEMPLATE_MISSING' }));
  });
});
