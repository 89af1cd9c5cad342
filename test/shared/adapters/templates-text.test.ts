import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openTemplates } from '../../../shared/adapters/templates.ts';
import { LANGUAGES, type Language } from '../../../shared/domain/bilingual.ts';
import type { LetterVariables } from '../../../shared/domain/mail/letter.ts';
import { SHIPPED_TEMPLATES } from '../../../shared/domain/policy/templates.ts';

const folder = new URL('../../../shared/templates/', import.meta.url);
const source = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const render = openTemplates(source);

/** Words that no template itself would write, so that what is left of a mail is the template's own. */
const given: Omit<LetterVariables, 'name'> = {
  shop: 'SHOP',
  postalAddress: 'POST',
  tier: 'TIER',
  previousTier: 'BEFORE',
  asOf: 'ASOF',
  since: 'SINCE',
  consentOn: null,
  unsubscribeUrl: 'LINK',
};
const letter = (template: string, language: Language, name: string | null) =>
  render(template, language, { ...given, name });

/** The words of the sheet: between the shop's name at its head and the footer below, without tags. */
const wordsOfHtml = (html: string) =>
  (/<h1[^>]*>[^<]*<\/h1>([\s\S]*?)<\/td>/.exec(html)?.[1] ?? '').replace(/<[^>]+>/g, ' ');
const bodyOf = (text: string) => text.split('\n\n-- \n')[0] ?? '';
const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

const every = SHIPPED_TEMPLATES.flatMap((template) =>
  LANGUAGES.flatMap((language) => [null, 'NAME'].map((name) => [template, language, name] as const)),
);
/** Of these tiers are the subject; the rest serve tiers whose names are not for the customer, such as "at risk". */
const ABOUT_TIERS = ['diamond', 'gold', 'silver', 'bronze', 'regular', 'moved-up', 'moved-down'];

describe.each(every)('the text of %s in %s for %j', (template, language, name) => {
  const { subject, html, text } = letter(template, language, name);
  const body = bodyOf(text);

  it('says the same in HTML and in plain text', () => {
    expect(body.length).toBeGreaterThan(60);
    expect(squeezed(wordsOfHtml(html))).toBe(squeezed(body));
  });

  it('has a preheader and a colour of its own', () => {
    expect(/mso-hide:all;">([^<]*)</.exec(html)?.[1]).toMatch(/\S{2}/);
    expect(html).toMatch(/font-size:0;background:#[0-9a-f]{6};/);
  });

  it('promises no figure, discount or code, and no date of its own', () => {
    expect(`${subject}\n${body}`).not.toMatch(
      /[0-9０-９%％]|[一二三四五六七八九]折|立减|包邮|free shipping/i,
    );
  });

  it('greets by the name, or without one reads as if none were meant', () => {
    expect(`${subject}\n${body}`.includes('NAME')).toBe(name !== null);
    expect(subject).toMatch(language === 'en' ? /^(NAME, [a-z]|[A-Z])/ : /^(（广告）)?[^，、！\s]/);
    expect(subject).not.toMatch(/\s{2}|\s[,.?]|，，/);
  });

  it('names the tier only where tiers are the subject', () => {
    if (!ABOUT_TIERS.includes(template)) expect(html + text).not.toMatch(/TIER|BEFORE|ASOF|SINCE/);
  });

  it('is punctuated as its language is', () => {
    const wrong = language === 'en' ? /[，。！？：；]/ : /[\u4e00-\u9fff][,.!?:;]|[,.!?:;][\u4e00-\u9fff]/;
    expect(`${subject}\n${body}`).not.toMatch(wrong);
  });
});

describe('the mail to an unhappy customer', () => {
  it.each([
    ['en', /order|offer|promotion|discount|new at/i],
    ['zh-CN', /广告|优惠|活动|新品|下单|购买/],
  ] as const)('sells nothing in %s', (language, selling) => {
    const { subject, text } = letter('care', language, null);
    expect(`${subject}\n${bodyOf(text)}`).not.toMatch(selling);
  });
});
