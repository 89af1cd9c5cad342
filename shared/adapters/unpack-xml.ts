import { Parser } from 'saxen';
import { BrokenFile } from './unpack-broken.ts';

export type Attribute = (name: string) => string | undefined;

export interface XmlHooks {
  /** Names of elements and attributes are without prefixes. */
  open: (name: string, attribute: Attribute) => void;
  close: (name: string) => void;
  text: (text: string) => void;
}

/** Walks through an XML text; malformed XML throws `BrokenFile`. Entities of a DTD are not known, so none can grow. */
export function walkXml(xml: string, { open, close, text }: XmlHooks): void {
  const parser = new Parser();
  parser.on('openTag', (name, attributes) =>
    open(local(name), (wanted) => {
      const found = attributes();
      const key = wanted in found ? wanted : Object.keys(found).find((one) => local(one) === wanted);
      return key === undefined ? undefined : decoded(found[key] ?? '');
    }),
  );
  parser.on('closeTag', (name) => close(local(name)));
  parser.on('text', (raw) => text(decoded(raw)));
  parser.on('cdata', text);
  parser.on('error', (error) => {
    throw new BrokenFile(error.message);
  });
  parser.parse(xml.replace(/^\uFEFF/, ''));
}

/** Some writers prefix every name, `x:row`. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The parser's own decoding loses characters above U+FFFF. */
const decoded = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([\dA-Fa-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/g, (_, hex, decimal, name) =>
        name === undefined
          ? character(Number(hex === undefined ? decimal : `0x${hex}`))
          : (NAMED[name] ?? ''),
      )
    : text;

function character(code: number): string {
  if (code > 0x10ffff) throw new BrokenFile('a character that does not exist');
  return String.fromCodePoint(code);
}
