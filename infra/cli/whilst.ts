import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import type { Terminal } from './terminal.ts';

const TICK_MS = 1000;

/** Says on a watched terminal what is waited for, and for how long, until the work ends; elsewhere nothing. */
export async function whilst<T>(
  { language, passing }: Pick<Terminal, 'language' | 'passing'>,
  what: Bilingual,
  work: Promise<T>,
): Promise<T> {
  const since = Date.now();
  const tell = () => passing(waited(what, Math.floor((Date.now() - since) / 1000))[language]);
  tell();
  const clock = setInterval(tell, TICK_MS);
  try {
    return await work;
  } finally {
    clearInterval(clock);
    passing('');
  }
}

const waited = ({ en, 'zh-CN': zh }: Bilingual, seconds: number): Bilingual =>
  both(`  … ${en}, ${seconds} s`, `  … ${zh}，${seconds} 秒`);

/** What most commands wait for. */
export const TAKING_UP = both('waiting for an answer', '正在等待答复');
