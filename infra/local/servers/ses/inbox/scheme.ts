/** Colours that a mail program shows a mail in. */
export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

const DARK_QUERY = /\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi;
const LIGHT_QUERY = /\(\s*prefers-color-scheme\s*:\s*light\s*\)/gi;
const [ALWAYS, NEVER] = ['(min-width: 0px)', '(max-width: 0px)'];
/** The mail says that it can be shown dark; one that does not say so stays as it is. */
const KNOWS_DARK = /color-scheme[^;}>]*\bdark\b/i;

/** A copy of a mail's HTML that looks as in a program of these colours, whatever the reader's own are. */
export function inScheme(body: string, scheme: Scheme): string {
  const isDark = scheme === 'dark';
  const asked = body
    .replace(DARK_QUERY, isDark ? ALWAYS : NEVER)
    .replace(LIGHT_QUERY, isDark ? NEVER : ALWAYS);
  const canvas = isDark && KNOWS_DARK.test(body) ? 'dark' : 'light';
  const style = `<style>:root { color-scheme: ${canvas} !important; }</style>`;
  const end = /<\/head>/i.exec(asked)?.index ?? 0;
  return asked.slice(0, end) + style + asked.slice(end);
}
