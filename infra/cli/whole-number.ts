import { WRONG, wrongValue } from './help/wrong-words.ts';

/** The value of an option that counts something, from 0 on. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw wrongValue(WRONG.wholeNumber);
  return Number(text);
}

/** From 1 on, up to what is counted in billions. */
export function countingNumber(text: string): number {
  if (!/^[1-9]\d{0,11}$/.test(text)) throw wrongValue(WRONG.countingNumber);
  return Number(text);
}
