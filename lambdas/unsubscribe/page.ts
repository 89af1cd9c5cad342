import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';

type Kind = 'ask' | 'done' | 'damaged';

interface Words {
  title: Bilingual;
  text: Bilingual;
}

const WORDS: Record<Kind, Words> = {
  ask: {
    title: both('Stop our mails?', '不再接收我们的邮件？'),
    text: both(
      'Press the button and this address gets no more mails from us. Your membership and your orders stay as they are.',
      '点击下方按钮，此邮箱将不再收到我们的邮件。您的会员等级和订单不受影响。',
    ),
  },
  done: {
    title: both('You are unsubscribed', '退订成功'),
    text: both(
      'This address gets no more mails from us. A mail that was already on its way may still arrive.',
      '此邮箱不会再收到我们的邮件。已经发出、还在途中的邮件可能仍会送达。',
    ),
  },
  damaged: {
    title: both('This link does not work', '链接无效'),
    text: both(
      'It seems to be incomplete or changed. Please open it again from the mail itself, or simply reply to the mail and ask us to stop.',
      '链接似乎不完整或被改动过。请回到邮件里重新点开，或直接回复该邮件，告诉我们不要再发。',
    ),
  },
};

const BUTTON = both('Unsubscribe', '确认退订');

const STYLE = `body{margin:0;font:17px/1.6 -apple-system,"PingFang SC","Microsoft YaHei",Segoe UI,sans-serif;background:#f4f4f6;color:#222}
main{box-sizing:border-box;width:calc(100% - 32px);max-width:32em;margin:12vh auto 32px;padding:2em;background:#fff;border-radius:12px}
h1{font-size:1.4em;line-height:1.3;margin:0 0 .5em}button{font:inherit;padding:.6em 1.4em;border:0;border-radius:8px;background:#333;color:#fff;cursor:pointer}
nav{margin-top:2em;font-size:.9em}a{color:inherit}
@media(prefers-color-scheme:dark){body{background:#111;color:#eee}main{background:#1e1e20}button{background:#eee;color:#111}}`;

/** The page in one language. `languages` begins the links to the other one; our own text, never the visitor's. */
export function page(kind: Kind, language: Language, languages = '?lang='): string {
  const { title, text } = WORDS[kind];
  const form = kind === 'ask' ? `<form method="post"><button>${BUTTON[language]}</button></form>` : '';
  const nav = `<nav><a href="${languages}zh-CN" hreflang="zh-CN" lang="zh-CN">中文</a> · <a href="${languages}en" hreflang="en" lang="en">English</a></nav>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title[language]}</title><style>${STYLE}</style></head>
<body><main><h1>${title[language]}</h1><p>${text[language]}</p>${form}
${kind === 'done' ? '' : nav}</main></body></html>
`;
}
