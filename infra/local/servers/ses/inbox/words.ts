import {
  type Bilingual,
  both,
  type Language,
  LanguageSchema,
} from '../../../../../shared/domain/bilingual.ts';

const WORDS = {
  inbox: both('Inbox', '收件箱'),
  intro: both(
    'Mails that the local mail server (SES) took. They never leave this computer.',
    '本机邮件服务（SES）收下的邮件，不会离开这台电脑。',
  ),
  recipient: both('Recipient', '收件人'),
  campaign: both('Campaign', '活动'),
  tier: both('Tier', '等级'),
  language: both('Language', '语言'),
  any: both('Any', '不限'),
  filter: both('Filter', '筛选'),
  all: both('Show all', '显示全部'),
  subject: both('Subject', '主题'),
  time: both('Taken at', '收到时间'),
  tags: both('Tags', '标签'),
  none: both('No mails.', '没有邮件。'),
  pages: both('Pages', '分页'),
  newer: both('Newer', '较新'),
  older: both('Older', '较旧'),
  list: both('Mails, the newest first', '邮件，最新的在前'),
  back: both('Back to the inbox', '返回收件箱'),
  from: both('From', '发件人'),
  headers: both('Headers', '邮件头'),
  unsubscribe: both('Open the unsubscribe page', '打开退订页面'),
  download: both('Download (.eml)', '下载（.eml）'),
  parts: both('What is shown', '显示内容'),
  html: both('As it looks', '邮件外观'),
  source: both('Source', '源代码'),
  raw: both('Raw mail', '原始邮件'),
  colours: both('Colours', '配色'),
  light: both('Light', '浅色'),
  dark: both('Dark', '深色'),
  alone: both('Open the mail alone, with links that work', '单独打开邮件（链接可用）'),
  phone: both('Phone, 375 px', '手机，375 像素'),
  desktop: both('Desktop, 640 px', '桌面，640 像素'),
  text: both('Plain text', '纯文本'),
  noText: both('This mail has no plain text.', '此邮件没有纯文本部分。'),
  noHtml: both('This mail has no HTML.', '此邮件没有 HTML 部分。'),
  gone: both('There is no such mail.', '没有这封邮件。'),
  other: both('中文', 'English'),
} satisfies Record<string, Bilingual>;

/** `3255 mails · page 1 of 33` */
export const extent = (mails: number, page: number, pages: number): Bilingual =>
  both(
    `${mails.toLocaleString('en-US')} mails · page ${page} of ${pages}`,
    `共 ${mails.toLocaleString('en-US')} 封邮件 · 第 ${page} 页，共 ${pages} 页`,
  );

type Word = keyof typeof WORDS;
export type Say = (word: Word) => string;

export const speaker =
  (language: Language): Say =>
  (word) =>
    WORDS[word][language];

/** The address says it, else the browser does. */
export function languageOf(asked: string | null, accepted: string | undefined): Language {
  const parsed = LanguageSchema.safeParse(asked);
  if (parsed.success) return parsed.data;
  return /^\s*zh\b/i.test(accepted ?? '') ? 'zh-CN' : 'en';
}

export const otherThan = (language: Language): Language => (language === 'en' ? 'zh-CN' : 'en');
