import { describe, expect, it } from 'vitest';
import { openTemplates } from '../../../shared/adapters/templates.ts';
import { LANGUAGES, type Language } from '../../../shared/domain/bilingual.ts';
import type { LetterVariables } from '../../../shared/domain/mail/letter.ts';
import { partsOf } from '../../../shared/domain/mail/template-parts.ts';
import { SHIPPED_TEMPLATES } from '../../../shared/domain/policy/templates.ts';
import { readShipped, variablesOf } from '../../support/shipped-letters.ts';

/** Words that no template itself would write, so that what is left of a mail is the template's own. */
const GIVEN = {
  ...{ subjectPrefix: '', shop: 'SHOP', postalAddress: 'POST', tier: 'TIER', previousTier: 'BEFORE' },
  ...{ asOf: 'ASOF', since: 'SINCE', nextReview: 'NEXT', consentOn: null, unsubscribeUrl: 'LINK' },
};
const partsFor = (template: string, language: Language) =>
  partsOf(readShipped(`${template}.${language}.liquid`));

/** A template without its layout: its own words alone, its head's too. */
function letter(template: string, language: Language, told: Partial<LetterVariables>) {
  const { head, html, text } = partsFor(template, language);
  const shown = ['preheader', 'heading', 'closing', 'code', 'button', 'event', 'details', 'question'];
  const words = shown.map((key) => head.get(key)?.text ?? '').join('\n');
  const own = {
    html: html.text,
    text: `${text.text}\u2029${words}`,
    subject: head.get('subject')?.text ?? '',
  };
  const file = `${template}.${language}`;
  const { links } = variablesOf(language);
  const { render } = openTemplates({ [file]: { ...own, digest: `${file} without its layout` } });
  const rendered = render(template, language, { name: null, offerCode: null, links, ...GIVEN, ...told });
  const [body = '', rest = ''] = rendered.text.split('\u2029');
  return { ...rendered, body, all: `${rendered.subject}\n${body}\n${rest}` };
}

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

const none = variablesOf('en', { links: {} }).links;
const TOLD = [
  { name: null, offerCode: null, links: none },
  { name: 'NAME', offerCode: 'CODE' },
];
const every = SHIPPED_TEMPLATES.flatMap((template) =>
  LANGUAGES.flatMap((language) => TOLD.map((told) => [template, language, told] as const)),
);
/** Of these tiers are the subject; the rest serve tiers whose names are not for the customer, such as "at risk". */
const ABOUT_TIERS = 'diamond gold silver bronze regular moved-up moved-down benefits-review'.split(' ');

describe.each(every)('the text of %s in %s for %j', (template, language, told) => {
  const { subject, html, body, all } = letter(template, language, told);

  it('says the same in HTML and in plain text', () => {
    expect(body.length).toBeGreaterThan(60);
    expect(squeezed(html.replace(/<\/?strong>/g, '').replace(/<[^>]+>/g, ' '))).toBe(squeezed(body));
  });

  it('is plain paragraphs, with no empty lines too many', () => {
    expect(html.replace(/<\/?(p|strong)>/g, '')).not.toMatch(/[<>]/);
    expect(body).not.toMatch(/\n{3}/);
  });

  it('promises no figure, discount or gift, and no date of its own', () => {
    expect(all).not.toMatch(/[0-9０-９%％]|[一二三四五六七八九]折|立减|包邮|free shipping/i);
  });

  it('speaks of a code only where there is one', () => {
    expect(/code below|下面的优惠码|优惠码，就在下面/.test(body)).toBe(
      told.offerCode !== null && partsFor(template, language).head.has('code'),
    );
  });

  it('greets by the name, or without one reads as if none were meant', () => {
    expect(`${subject}\n${body}`.includes('NAME')).toBe(told.name !== null);
    expect(subject).toMatch(language === 'en' ? /^(NAME, [a-z]|[A-Z])/ : /^[^，、！\s（]/);
    expect(subject).not.toMatch(/\s{2}|\s[,.?]|，，/);
  });

  it('names the tier only where tiers are the subject', () => {
    if (!ABOUT_TIERS.includes(template)) expect(all).not.toMatch(/TIER|BEFORE|ASOF|SINCE|NEXT/);
  });

  it('is punctuated as its language is', () => {
    const wrong = language === 'en' ? /[，。！？：；]/ : /[\u4e00-\u9fff][,.!?:;]|[,.!?:;][\u4e00-\u9fff]/;
    expect(all).not.toMatch(wrong);
  });
});

describe.each(SHIPPED_TEMPLATES)('%s', (template) => {
  it('looks alike in both languages: layout, colour and page', () => {
    const looks = LANGUAGES.map((language) => {
      const { head } = partsFor(template, language);
      return ['layout', 'accent', 'link', 'advertises'].map((key) => head.get(key)?.text);
    });
    expect(looks[0]).toEqual(looks[1]);
    expect(looks[0]?.[1]).toMatch(/^#[0-9a-f]{6}$/);
  });

  it.each(LANGUAGES)('has a preheader of its own in %s', (language) => {
    expect(partsFor(template, language).head.get('preheader')?.text).toMatch(/\S{2}/);
  });
});

describe('the mails to unhappy customers', () => {
  it.each(
    ['care', 'complaint-care'].flatMap((template) => [
      [template, 'en', /order|offer|promotion|discount|new at/i] as const,
      [template, 'zh-CN', /广告|优惠|活动|新品|下单|购买/] as const,
    ]),
  )('%s sells nothing in %s', (template, language, selling) => {
    expect(letter(template, language, {}).all).not.toMatch(selling);
  });
});
