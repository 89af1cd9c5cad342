import { both } from '../../shared/domain/bilingual.ts';
import type { PageContent } from '../../shared/web/page.ts';

const ADDRESS = both('E-mail address', '邮箱地址');
const STOP = both('Stop all mails to it', '退订这个邮箱的全部邮件');

/** A link that is not genuine: who wants to leave can still do so, by his address. */
export const DAMAGED: PageContent = {
  title: both('This link does not work', '链接无效'),
  texts: [
    both(
      'It seems to be incomplete or changed. Please open it again from the mail itself. Or enter your e-mail address here, and we stop all mails to it.',
      '链接似乎不完整或被改动过。请回到邮件里重新点开；也可以在下面填写您的邮箱地址，我们将停止向它发送任何邮件。',
    ),
  ],
  more: (language) => `<form method="post"><label for="address">${ADDRESS[language]}</label>
<input id="address" name="address" type="email" autocomplete="email" maxlength="254" required><button class="main">${STOP[language]}</button></form>`,
};

/** After an address was entered, whatever it was. */
export const NOTED: PageContent = {
  isLast: true,
  title: both('Your wish is noted', '已收到您的退订请求'),
  texts: [
    both(
      'If this address gets mails from us, they stop now. A mail that is already on its way may still arrive.',
      '如果这个邮箱收到过我们的邮件，今后将不再收到。已经发出、还在途中的邮件可能仍会送达。',
    ),
    both(
      'Should mails keep coming, check the spelling of the address, or reply to one of them and ask us to stop.',
      '如果之后仍收到邮件，请检查地址是否填写正确，或直接回复该邮件告诉我们不要再发。',
    ),
  ],
};

/** What the link in a test mail leads to. */
export const TEST: PageContent = {
  title: both('This is a test link', '这是测试链接'),
  texts: [
    both(
      'It belongs to a test mail and changes nothing. In mails to customers, this page lets them choose which mails they get.',
      '它来自一封测试邮件，不会改变任何设置。在发给顾客的邮件里，顾客可以通过这个页面选择接收哪些邮件。',
    ),
  ],
};

export const TOO_MANY: PageContent = {
  isLast: true,
  title: both('Too many attempts', '操作过于频繁'),
  texts: [
    both(
      'Please wait a minute and try again. Or reply to one of our mails and tell us what you wish.',
      '请稍等一分钟再试，也可以直接回复我们的任意一封邮件，说明您的要求。',
    ),
  ],
};
