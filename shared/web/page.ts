import type { Bilingual, Language } from '../domain/bilingual.ts';

/** What a page says. Every text is our own; nothing that a visitor sent is ever shown. */
export interface PageContent {
  title: Bilingual;
  texts: readonly Bilingual[];
  /** HTML below the texts. */
  more?: (language: Language) => string;
  /** Answers a form that opening the address again would not repeat, so it links to no other language. */
  isLast?: true;
}

const STYLE = `body{margin:0;font:17px/1.6 -apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;background:#f4f4f6;color:#222}
:lang(en) body,body :lang(en){font-family:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{box-sizing:border-box;width:calc(100% - 32px);max-width:32em;margin:10vh auto 32px;padding:1.6em;background:#fff;border-radius:12px}
a{color:#1d5fbf}main code,main code:lang(en){font:.92em ui-monospace,monospace;overflow-wrap:anywhere}h1{font-size:1.4em;line-height:1.3;margin:0 0 .5em}h2{font-size:1.05em;margin:2em 0 .4em}p{margin:0 0 .8em}
button,input{box-sizing:border-box;width:100%;min-height:48px;font:inherit;border-radius:8px}
button{margin:.4em 0 0;padding:.5em 1em;border:2px solid #333;background:#fff;color:#222;cursor:pointer}button.main{background:#333;color:#fff}
input{padding:.4em .8em;border:1px solid #777;background:#fff;color:#222}label{display:block;margin:1em 0 .2em}
ul{list-style:none;margin:0;padding:0}li{display:flex;gap:1em;align-items:center;justify-content:space-between;padding:.5em 0;border-top:1px solid #ddd}
li button{width:auto;margin:0;white-space:nowrap}small{display:block;color:#595959}
:focus-visible{outline:3px solid #2a6fdb;outline-offset:2px}nav{margin-top:2em;font-size:.9em}nav a{display:inline-block;padding:.4em 0;color:inherit}
@media(prefers-color-scheme:dark){body{background:#111;color:#eee}main{background:#1e1e20}a{color:#8db6ff}button,input{background:#1e1e20;color:#eee;border-color:#aaa}button.main{background:#eee;color:#111}li{border-color:#444}small{color:#b5b5b5}}`;

const MORE_LANGUAGES: Bilingual = { en: 'Language', 'zh-CN': '语言' };

/** Commands stand between backquotes. */
const withCode = (text: string): string => text.replace(/`([^`]+)`/g, '<code>$1</code>');

/** The page in one language. `languages` begins the links to either one. */
export function page(
  { title, texts, more, isLast }: PageContent,
  language: Language,
  languages: string,
): string {
  const link = (to: Language, name: string) =>
    `<a href="${languages}${to}" hreflang="${to}" lang="${to}"${to === language ? ' aria-current="true"' : ''}>${name}</a>`;
  const nav = `<nav aria-label="${MORE_LANGUAGES[language]}">${link('zh-CN', '中文')} · ${link('en', 'English')}</nav>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title[language]}</title><style>${STYLE}</style></head>
<body><main><h1>${title[language]}</h1>
${texts.map((text) => `<p>${withCode(text[language])}</p>`).join('\n')}
${more?.(language) ?? ''}
${isLast ? '' : nav}</main></body></html>
`;
}
