import { createHash } from 'node:crypto';
import type { TemplatePreviews } from './preview.ts';

const ELEMENT = /<style[^>]*>([\s\S]*?)<\/style>/gi;
const ATTRIBUTE = /\sstyle=(?:"([^"]*)"|'([^']*)')/gi;
const NAMED: Record<string, string> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" };

/**
 * What the policy of a page must let in so that the letters on it look as they do in a mailbox: each of their styles by
 * its digest, and nothing else. A letter in a frame is under the policy of the page around it.
 */
export function stylesOf(templates: readonly TemplatePreviews[]): string[] {
  const letters = templates.flatMap(({ previews }) =>
    previews.flatMap((preview) => ('letter' in preview ? preview.letter.html : [])),
  );
  const styles = new Set(letters.flatMap(stylesIn));
  return styles.size === 0 ? [] : ["'unsafe-hashes'", ...[...styles].map(digestOf).sort()];
}

const stylesIn = (html: string): string[] => [
  ...[...html.matchAll(ELEMENT)].map(([, style = '']) => style),
  ...[...html.matchAll(ATTRIBUTE)].map(([, double, single]) => decoded(double ?? single ?? '')),
];

/** As a browser reads an attribute. */
const decoded = (text: string): string =>
  text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string | undefined) =>
    code === undefined ? (NAMED[name ?? ''] ?? whole) : String.fromCodePoint(Number(code)),
  );

const digestOf = (style: string): string =>
  `'sha256-${createHash('sha256').update(style.replace(/\r\n?/g, '\n')).digest('base64')}'`;
