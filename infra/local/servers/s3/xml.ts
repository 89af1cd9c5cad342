const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const escaped = (text: string): string => text.replace(/[&<>"\r\n\t]/g, (c) => `&#${c.charCodeAt(0)};`);

/** One element with its children, which are XML already. */
export const tag = (name: string, ...children: string[]): string => `<${name}>${children.join('')}</${name}>`;

/** One element that holds a value. */
export const leaf = (name: string, value: string | number | boolean): string =>
  tag(name, escaped(String(value)));

export const document = (root: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;

/** The inner XML of every element of that name; good for the flat requests that S3 takes. */
export const inside = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map((m) => m[1] ?? '');

/** The text of the first element of that name. */
export function textOf(xml: string, name: string): string | undefined {
  const [found] = inside(xml, name);
  return found?.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, entity: string) => {
    if (entity.startsWith('#x')) return String.fromCodePoint(Number.parseInt(entity.slice(2), 16));
    if (entity.startsWith('#')) return String.fromCodePoint(Number(entity.slice(1)));
    return ENTITIES[entity] ?? whole;
  });
}
