import { both } from '../domain/bilingual.ts';
import type { PageContent } from './page.ts';

/** Pages about links in mails to the shop's own people. */

export const DAMAGED_LINK: PageContent = {
  title: both('This link does not work', '链接无效'),
  texts: [
    both(
      'It seems to be incomplete or changed, so nothing was shown and nothing was done. Please open it again from the mail itself.',
      '链接似乎不完整或被改动过，因此未显示任何内容，也未执行任何操作。请回到邮件里重新点开。',
    ),
    both(
      '`npm run tierwise -- runs` lists every run as well.',
      '也可以用命令 npm run tierwise -- runs 查看所有运行。',
    ),
  ],
};

export const TOO_MANY_LINKS: PageContent = {
  isLast: true,
  title: both('Too many attempts', '操作过于频繁'),
  texts: [both('Please wait a minute and try again.', '请稍等一分钟再试。')],
};
