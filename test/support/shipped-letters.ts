import { openTemplates, sourceOf } from '../../shared/adapters/templates.ts';
import { LANGUAGES, type Language } from '../../shared/domain/bilingual.ts';
import { type LetterMail, type LetterVariables, letterVariables } from '../../shared/domain/mail/letter.ts';
import { LINK_NAMES, MailSettingsSchema } from '../../shared/domain/policy/mail-schema.ts';
import { SHIPPED_TEMPLATES } from '../../shared/domain/policy/templates.ts';
import { readAsset } from '../../shared/runtime/assets.ts';

export const readShipped = (file: string): string => readAsset(`shared/templates/${file}`);

const sources = SHIPPED_TEMPLATES.flatMap((name) =>
  LANGUAGES.map((language) => [`${name}.${language}`, sourceOf(readShipped, name, language)] as const),
);
/** Every template that ships, in every language. */
export const shipped = openTemplates(Object.fromEntries(sources));

export const UNSUBSCRIBE = 'https://u.example.com/v1.k1.a.b';
export const CODE = 'TEA-7F3K';
const everyLink = Object.fromEntries(
  LINK_NAMES.map((name) => [name, `https://shop.example.com/${name}?from=mail`]),
);
/** A shop with a page for everything that mails may lead to. */
export const SHOP = {
  name: { en: 'Tea & Paper', 'zh-CN': '茶与纸' },
  language: 'en' as const,
  postalAddress: { en: '1 Lake Road, Hangzhou', 'zh-CN': '杭州市湖滨路1号' },
  links: everyLink,
};
const POLICY = {
  shop: SHOP,
  tiers: [
    { id: 'gold', name: { en: 'Gold', 'zh-CN': '金牌' } },
    { id: 'silver', name: { en: 'Silver', 'zh-CN': '银牌' } },
  ],
  mail: MailSettingsSchema.parse({}),
  schedule: { every: 'quarter' as const, firstMonth: 1, at: '09:00', coverDays: 7 },
};

interface Told extends Partial<LetterMail> {
  offerCode?: string | null;
  links?: typeof everyLink;
}

/** What a letter of 30 September 2026 to a gold member tells. */
export function variablesOf(language: Language, { offerCode = CODE, links = everyLink, ...mail }: Told = {}) {
  const unknown = { tier: 'gold', previousTier: null, name: null, template: '', consentOn: null };
  const policy = { ...POLICY, shop: { ...SHOP, links } };
  const own = { unsubscribeUrl: UNSUBSCRIBE, offerCode };
  const letter = { ...unknown, since: '2026-06-30', ...mail, language };
  return letterVariables(letter, policy, '2026-09-30', own) satisfies LetterVariables;
}
