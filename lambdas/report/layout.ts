import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { type Column, type Say, safe } from '../../shared/domain/report/html.ts';

export const text = (en: string, zh: string): Column => ({ head: both(en, zh) });
export const number = (en: string, zh: string): Column => ({ head: both(en, zh), kind: 'number' });

export const titled = (say: Say, title: Bilingual, body: string): string =>
  `<section><h2>${safe(say(title))}</h2>${body}</section>`;
