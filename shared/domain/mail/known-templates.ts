import { LANGUAGES } from '../bilingual.ts';

/**
 * The mail templates that a policy may name: `<name>` of what is there in every language, `<name>.<language>` of what is
 * there in that one alone. `uploaded` by `<name>.<language>`.
 */
export function knownTemplates(shipped: readonly string[], uploaded: readonly string[]): string[] {
  const names = uploaded.map((file) => file.replace(/\.[^.]*$/, ''));
  const isWhole = (name: string) => LANGUAGES.every((language) => uploaded.includes(`${name}.${language}`));
  const whole = [...new Set([...shipped, ...names.filter(isWhole)])];
  return [...whole, ...uploaded.filter((_, i) => !whole.includes(names[i] ?? ''))];
}
