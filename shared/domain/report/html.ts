import type { Bilingual, Language } from '../bilingual.ts';
import { both } from '../bilingual.ts';

/** Text made safe inside an element or a quoted attribute. */
export const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);

/** A label in the reader's language, not yet made safe. */
export type Say = (text: Bilingual) => string;
export const sayIn =
  (language: Language): Say =>
  (text) =>
    text[language];

export interface Column {
  head: Bilingual;
  /** Numbers are set to the right. */
  number?: boolean;
}

export function table(say: Say, caption: Bilingual, columns: Column[], rows: (string | number)[][]): string {
  const cell = (value: string | number, column: Column | undefined, tag: 'td' | 'th') =>
    `<${tag}${column?.number ? ' class="n"' : ''}>${typeof value === 'number' ? value.toLocaleString('en-US') : safe(value)}</${tag}>`;
  const head = columns.map(
    (column) => `<th${column.number ? ' class="n"' : ''} scope="col">${safe(say(column.head))}</th>`,
  );
  const body = rows.map((row) => `<tr>${row.map((value, i) => cell(value, columns[i], 'td')).join('')}</tr>`);
  return `<div class="wide"><table><caption>${safe(say(caption))}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

export interface Bar {
  label: string;
  before: number;
  after: number;
}

const BAR = { height: 18, gap: 34, left: 110, width: 640 };

/** Two bars a row, before above after, with a text alternative; the table beside it holds the figures. */
export function bars(say: Say, title: Bilingual, rows: Bar[]): string {
  const most = Math.max(1, ...rows.flatMap(({ before, after }) => [before, after]));
  const width = (count: number) => Math.round(((BAR.width - BAR.left - 70) * count) / most);
  const one = ({ label, before, after }: Bar, i: number) => {
    const y = i * (BAR.height * 2 + BAR.gap - 20);
    const bar = (count: number, dy: number, kind: string) =>
      `<rect class="${kind}" x="${BAR.left}" y="${y + dy}" width="${width(count)}" height="${BAR.height - 4}"/>` +
      `<text x="${BAR.left + width(count) + 6}" y="${y + dy + 11}">${count.toLocaleString('en-US')}</text>`;
    return `<text x="0" y="${y + 20}">${safe(label)}</text>${bar(before, 0, 'before')}${bar(after, BAR.height, 'after')}`;
  };
  const height = rows.length * (BAR.height * 2 + BAR.gap - 20);
  return `<figure><svg viewBox="0 0 ${BAR.width} ${height}" role="img" aria-label="${safe(say(title))}"><title>${safe(say(title))}</title>${rows.map(one).join('')}</svg><figcaption><span class="key before"></span>${safe(say(both('before', '之前')))} <span class="key after"></span>${safe(say(both('after', '之后')))}</figcaption></figure>`;
}

const STYLE = `:root{color-scheme:light dark;--ink:#1d2433;--soft:#5b6577;--line:#d9dee7;--a:#9fb3d1;--b:#2f6fdd;--page:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf3;--soft:#9aa5b8;--line:#39424f;--a:#56657f;--b:#7aa8ff;--page:#14181f}}
body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:var(--ink);background:var(--page);max-width:960px;margin:0 auto;padding:24px 16px}
h1{font-size:1.6rem;margin:.2em 0}h2{margin-top:2em;font-size:1.2rem;border-bottom:1px solid var(--line)}
.soft,caption,figcaption{color:var(--soft)}caption{text-align:left;padding:.3em 0}
.wide{overflow-x:auto}table{border-collapse:collapse;min-width:60%}th,td{padding:.3em .8em;border-bottom:1px solid var(--line);text-align:left}
.n{text-align:right;font-variant-numeric:tabular-nums}figure{margin:1em 0}svg{width:100%;max-width:640px;font-size:13px}svg text{fill:var(--ink)}
.before{fill:var(--a);background:var(--a)}.after{fill:var(--b);background:var(--b)}.key{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 1em}
.tiles{display:flex;flex-wrap:wrap;gap:12px;padding:0;list-style:none}.tiles li{border:1px solid var(--line);border-radius:8px;padding:8px 16px;min-width:120px}
.tiles b{display:block;font-size:1.5rem}@media print{body{max-width:none}}`;

/** One self-contained page without scripts; its policy forbids everything but its own style. */
export function page(language: Language, title: string, body: string): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"><meta name="referrer" content="no-referrer"><title>${safe(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>\n`;
}
