import { type Bilingual, both, type Language } from './bilingual.ts';
import { localDateOf } from './dates.ts';
import { inWords } from './mail/letter.ts';

/** An instant, ISO 8601, as clocks of the shop show it: `8 October 2026, 10:30 (Asia/Shanghai)`. */
export function momentIn(instant: string, timeZone: string, language: Language): string {
  const day = inWords(localDateOf(instant, timeZone), language);
  const clock = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const time = new Intl.DateTimeFormat('en-GB', clock).format(new Date(instant));
  return both(`${day}, ${time} (${timeZone})`, `${day} ${time}（${timeZone}）`)[language];
}

/** The same in both languages. */
export const momentWords = (instant: string, timeZone: string): Bilingual =>
  both(momentIn(instant, timeZone, 'en'), momentIn(instant, timeZone, 'zh-CN'));
