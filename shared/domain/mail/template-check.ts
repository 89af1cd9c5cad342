import type { Bilingual, Language } from '../bilingual.ts';
import { linkFault } from './link-hosts.ts';
import { type Mark, marksInHtml, marksInText } from './markup.ts';
import { masked, OWN_HOST } from './template-mask.ts';
import { lineAt, type Piece, type TemplateParts } from './template-parts.ts';
import { markWords, strangeHost, TEMPLATE_FAULTS } from './template-words.ts';

/** `line` of the uploaded file, 1 = first; 0 = the whole file. */
export interface TemplateFault {
  line: number;
  message: Bilingual;
}

/** The template that an upload's key names; `undefined` where it names none. */
export function templateOf(key: string): { name: string; language: Language } | undefined {
  const [, name, language] = /^templates\/([a-z][a-zA-Z0-9_-]{0,63})\.(zh-CN|en)\.liquid$/.exec(key) ?? [];
  return name === undefined ? undefined : { name, language: language as Language };
}

/** What can be said of a template by itself; what its head needs, its layout says. `hosts` = where links may lead to. */
export function checkParts(parts: TemplateParts, hosts: readonly string[]): TemplateFault[] {
  if (parts.partings.length !== 2)
    return [{ line: parts.partings[2] ?? parts.partings[0] ?? 1, message: TEMPLATE_FAULTS.parts }];
  return [
    ...parts.odd.map((line) => ({ line, message: TEMPLATE_FAULTS.head })),
    ...(parts.html.text.trim() === '' ? [{ line: parts.html.line, message: TEMPLATE_FAULTS.html }] : []),
    ...(parts.text.text.trim() === '' ? [{ line: parts.text.line, message: TEMPLATE_FAULTS.text }] : []),
    ...placed(parts.html, marksInHtml, hosts),
    ...placed(parts.text, marksInText, hosts),
  ];
}

function placed(piece: Piece, read: (text: string) => Mark[], hosts: readonly string[]): TemplateFault[] {
  const plain = { ...piece, text: masked(piece.text) };
  return markFaults(read(plain.text), [...hosts, OWN_HOST]).map(({ offset, message }) => ({
    line: lineAt(plain, offset),
    message,
  }));
}

/** Those of the marks that no mail may have. */
export function markFaults(
  marks: readonly Mark[],
  hosts: readonly string[],
): (Placed & { offset: number })[] {
  return marks.flatMap((mark) => {
    const message = mark.kind === 'link' ? linkWords(mark.url, hosts) : markWords(mark);
    return message ? [{ offset: mark.offset, message }] : [];
  });
}

type Placed = Pick<TemplateFault, 'message'>;

function linkWords(url: string, hosts: readonly string[]): Bilingual | undefined {
  const fault = linkFault(url, hosts);
  if (fault === 'scheme') return TEMPLATE_FAULTS.scheme;
  return fault === 'host' ? strangeHost(hostIn(url).replace(OWN_HOST, '{{ … }}')) : undefined;
}

/** Only the host is quoted: the rest of a link may hold what is nobody's business. */
const hostIn = (url: string): string =>
  (URL.canParse(url) && new URL(url).hostname) || url.replace(/^.*@|\?.*$/g, '');
