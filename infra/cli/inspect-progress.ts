import { both, type Language } from '../../shared/domain/bilingual.ts';

interface Watched {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Files below this are read before anybody has looked. */
const LARGE = 8 * 1024 ** 2;
/** Where lines stay, so many per cent from one to the next. */
const STEP = 10;

/** Tells how far a large file is read: in place on a terminal, else in a line now and then. */
export function percentTeller(out: Watched, language: Language) {
  let told = -1;
  return {
    onProgress({ read, total }: { read: number; total: number }): void {
      if (total < LARGE) return;
      const step = out.isTTY ? 1 : STEP;
      const percent = Math.min(100, Math.floor((read / total) * 100));
      const now = percent - (percent % step);
      if (now === told) return;
      told = now;
      const text = both(`  reading: ${now} %`, `  正在读取：${now}%`)[language];
      out.write(out.isTTY ? `\r\u001b[2K${text}` : `${text}\n`);
    },
    done(): void {
      if (out.isTTY && told >= 0) out.write('\r\u001b[2K');
    },
  };
}
