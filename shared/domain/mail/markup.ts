/** Something in a mail that must not be there, or that has to be allowed; `offset` into the text. */
export type Mark =
  | { kind: 'tag' | 'handler'; name: string; offset: number }
  | { kind: 'link'; url: string; offset: number }
  | { kind: 'script'; offset: number };

/** What runs, sends, or shows content of somebody else. */
const BANNED = new Set([
  ...['script', 'iframe', 'frame', 'frameset', 'form', 'input', 'button', 'select', 'textarea'],
  ...['object', 'embed', 'applet', 'base', 'link', 'svg', 'math', 'audio', 'video'],
]);

// Wherever they stand: what a browser takes for a tag, a comment or a text is not guessed, so nothing hides in it.
const TAG_NAME = /<\/?([a-z][^\s/>]*)/gi;
const HANDLER = /(?<=[\s"'/])(on[a-z]+)\s*=|(http-equiv)\s*=\s*["']?\s*refresh/gi;
const VALUE = String.raw`\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))`;
const LINKING = 'href|src|srcset|background|action|formaction|poster|ping|lowsrc|dynsrc';
const LINK = new RegExp(String.raw`(?<=[\s"'/:])(${LINKING})\s*=(?=${VALUE})`, 'gi');
const STYLE_LINK = /(?:url\(\s*["']?|@import\s+["']?|image-set\(\s*["'])([^"')\s;]*)/gi;
const SCRIPT_LINK = /(?:java|vb)script\s*:/gi;
const TEXT_LINK = /\b(?:https?|ftp):\/\/[^\s<>"'，。；、（）]+/gi;
const ANCHOR = new RegExp(String.raw`<a\s(?:[^>]*?[\s"'])?href\s*=${VALUE}`, 'gi');

/** Of an HTML: tags and handlers that no mail has, and every link. */
export const marksInHtml = (html: string): Mark[] => [
  ...[...html.matchAll(TAG_NAME)].flatMap(({ index, 1: name = '' }): Mark[] =>
    BANNED.has(name.toLowerCase()) ? [{ kind: 'tag', name: name.toLowerCase(), offset: index }] : [],
  ),
  ...[...html.matchAll(HANDLER)].map(({ index, 1: event, 2: refresh = '' }): Mark => {
    return { kind: 'handler', name: (event ?? refresh).toLowerCase(), offset: index };
  }),
  ...[...html.matchAll(LINK)].flatMap(linksOf),
  ...[...html.matchAll(STYLE_LINK)].map(({ index, 1: url = '' }) => linkAt(url, index)),
  ...[...html.matchAll(SCRIPT_LINK)].map(({ index }): Mark => ({ kind: 'script', offset: index })),
];

/** Of a plain text: what mail programs make a link of. */
export const marksInText = (text: string): Mark[] =>
  [...text.matchAll(TEXT_LINK)].map(({ index, 0: url }) => linkAt(url.replace(/[.,;:!?)]+$/, ''), index));

/** Where the anchors of an HTML lead. */
export const anchorsOf = (html: string): string[] =>
  [...html.replace(/<!--[\s\S]*?-->/g, '').matchAll(ANCHOR)].map(
    ({ 1: double, 2: single, 3: bare }) => double ?? single ?? bare ?? '',
  );

/** A `srcset` names several. */
function linksOf({ index, 1: name = '', 2: double, 3: single, 4: bare }: RegExpExecArray): Mark[] {
  const value = double ?? single ?? bare ?? '';
  if (name.toLowerCase() !== 'srcset') return [linkAt(value, index)];
  return value.split(',').map((source) => linkAt(source.trim().split(/\s+/)[0] ?? '', index));
}

const linkAt = (url: string, offset: number): Mark => ({ kind: 'link', url, offset });
