import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { type Say, safe } from '../../shared/domain/report/html.ts';

/** The pages of a run, which lie beside each other in both languages. */
type PageName = 'plan' | 'mails' | 'report';

/** The same page in the other language. */
export const languageLink = (name: PageName, language: Language): string =>
  language === 'en'
    ? `<a href="${name}.zh-CN.html" hreflang="zh-CN" lang="zh-CN">中文</a>`
    : `<a href="${name}.en.html" hreflang="en" lang="en">English</a>`;

const NAMES: Record<PageName, Bilingual> = {
  plan: both('the plan of this run', '本次运行的计划'),
  mails: both('all letters of this run', '本次运行的全部邮件'),
  report: both('the report of this run', '本次运行的报告'),
};

export const pageLink = (name: PageName, language: Language, say: Say): string =>
  `<a href="${name}.${language}.html">${safe(say(NAMES[name]))}</a>`;
