import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { type Column, counted, type Say, safe } from '../../shared/domain/report/html.ts';

export const text = (en: string, zh: string): Column => ({ head: both(en, zh) });
export const number = (en: string, zh: string): Column => ({ head: both(en, zh), kind: 'number' });
export const interval = (en: string, zh: string): Column => ({ head: both(en, zh), kind: 'interval' });

/** A section that links lead to: by its English title, whatever the language of the page. */
export const titled = (say: Say, title: Bilingual, body: string): string =>
  `<section id="${anchorOf(title)}"><h2>${safe(say(title))}</h2>${body}</section>`;

/** The place of a section on its page. */
export const anchorOf = ({ en }: Bilingual): string =>
  en
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** What a section means, in one sentence before everything else. */
export const lead = (say: Say, sentence: Bilingual): string => `<p class="lead">${safe(say(sentence))}</p>`;

/** A sentence that names commands and settings between backquotes. */
export const withCode = (say: Say, sentence: Bilingual): string =>
  safe(say(sentence)).replace(/`([^`]+)`/g, '<code>$1</code>');

/** A share in per cent; a dash where there is no whole. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}%`;

/** A difference with its sign. */
export const signed = (difference: number): string =>
  difference === 0 ? '0' : `${difference < 0 ? '−' : '+'}${counted(Math.abs(difference))}`;
