import type { Mentions } from './mentions.ts';

/** Shorter names are parts of any word. */
const LEAST_SIGNS = 2;
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * The names of uploads that name a person, without him: by his address, phone or id, or by what people call him. `—` stands
 * where he stood, so that whoever reads the list finds the file and learns nobody.
 */
export function namingHim(keys: readonly string[], mentions: Mentions): string[] {
  const called = [...mentions.person.names].filter((name) => [...name].length >= LEAST_SIGNS).map(asWord);
  const hidden = (key: string) =>
    called.reduce((text, name) => text.replace(name, '—'), mentions.inFileNames(key));
  return keys
    .map((key) => [key, hidden(key)] as const)
    .flatMap(([key, without]) => (key === without ? [] : [without]));
}

/** Latin names as words of their own; Chinese is written without gaps. */
const asWord = (name: string): RegExp =>
  /\p{Script=Han}/u.test(name)
    ? new RegExp(escaped(name), 'gu')
    : new RegExp(`(?<!\\p{L})${escaped(name).replace(/\s+/g, '[\\s._-]+')}(?!\\p{L})`, 'giu');
