import { both } from '../bilingual.ts';
import type { Fault, Path } from './fault.ts';

const HIDDEN = '__proto__';

/** Where a file says `__proto__`: reading it by its shape would pass over that without a word, and a condition with it. */
export function hiddenKeys(value: unknown, path: Path = []): Fault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return key === HIDDEN ? [{ path: here, message: NO_NAME }] : hiddenKeys(member, here);
  });
}

const NO_NAME = both(
  `${HIDDEN} is a word that programs use themselves; choose another name`,
  `${HIDDEN} 是程序自身使用的词，请换一个名称`,
);
