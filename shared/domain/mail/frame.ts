import type { Language } from '../bilingual.ts';
import { inkOn } from './accent.ts';
import type { TemplateParts } from './template-parts.ts';

/**
 * What a template can be set into: a plain letter, one with a button, one with an offer code, an invitation, a survey, a
 * message to the shop's own people, or nothing at all: then its HTML is a whole document.
 */
export const LAYOUTS = ['letter', 'action', 'offer', 'invitation', 'survey', 'notice', 'own'] as const;

/** Something in HTML and in plain text; with slots `[[name]]` a layout. */
export interface Sheet {
  html: string;
  text: string;
}

/** A template, the footer of its language, and the layout that its head names. */
export interface Framing {
  template: TemplateParts;
  footer: TemplateParts;
  layout: Sheet;
  language: Language;
}

/** What is to be mended before a template fits its layout; `missing` names the key that its head lacks. */
export type HeadFault = { kind: 'missing'; key: string } | { kind: 'accent' } | { kind: 'noUnsubscribe' };

const DEFAULTS = { layout: 'letter', accent: '#4a6fa5', preheader: '' };
const MAY_BE_EMPTY = ['preheader', 'body', 'footer'];
const SLOT = /\[\[(\w+)\]\]/g;

const headOf = (...parts: TemplateParts[]): Record<string, string> => ({
  ...DEFAULTS,
  ...Object.fromEntries(parts.flatMap(({ head }) => [...head].map(([key, { text }]) => [key, text]))),
});

/** Name of the layout that a template asks for, whether there is one or not. */
export const layoutOf = (template: TemplateParts): string => headOf(template).layout ?? '';

/** Why a template cannot be set into its layout. A document of its own must itself hold the link to unsubscribe. */
export function headFault({ template, footer, layout, language }: Framing): HeadFault | undefined {
  const slots = slotsOf({ template, footer, language }, 'html');
  const wanted = [layout.html, layout.text].flatMap((text) => [...text.matchAll(SLOT)].map(([, key]) => key));
  const missing = ['subject', ...wanted].find((key = '') => !slots[key] && !MAY_BE_EMPTY.includes(key));
  if (missing) return { kind: 'missing', key: missing };
  if (!/^#[0-9a-f]{6}$/i.test(slots.accent ?? '')) return { kind: 'accent' };
  const leaves = layoutOf(template) !== 'own' || /\{\{-?\s*unsubscribeUrl\b/.test(template.html.text);
  return leaves ? undefined : { kind: 'noUnsubscribe' };
}

/** A template set into its layout: all of it is our own text, no data yet. */
export function framed({ layout, ...parts }: Framing): Sheet & { subject: string } {
  const into = (side: keyof Sheet) => {
    const slots = slotsOf(parts, side);
    return layout[side].replace(SLOT, (_, key: string) => slots[key] ?? '');
  };
  return { subject: subjectOf(headOf(parts.template)), html: into('html'), text: into('text') };
}

/** The shop's mark of advertising begins every subject but those of templates that say `advertises: no`. */
const subjectOf = ({ subject = '', advertises }: Record<string, string>): string =>
  advertises === 'no' ? subject : `{{ subjectPrefix }}${subject}`;

function slotsOf({ template, footer, language }: Omit<Framing, 'layout'>, side: keyof Sheet) {
  const head = headOf(footer, template);
  const [body, foot] = [template[side].text.trim(), footer[side].text.trim()];
  return { ...head, language, body, footer: foot, ink: inkOn(head.accent ?? '') } as Record<string, string>;
}
