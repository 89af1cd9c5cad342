import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { meant } from '../../shared/domain/policy/nearest.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

/** The address is not repeated: what ends up in a log must not hold one. */
export const badAddress = (): Refusal =>
  new Refusal(
    'E_ADDRESS',
    both('This is no address that a mail can go to.', '这不是可以收信的邮箱地址。'),
    both('Write it plainly, e.g. name@example.com.', '请写成普通形式，例如 name@example.com。'),
  );

export const noMailSettings = (): Refusal =>
  new Refusal(
    'E_NO_MAIL_SETTINGS',
    both('The environment does not say how mail is sent.', '环境变量中没有发信设置。'),
    both(
      'Set SENDER, CONFIGURATION_SET and UNSUBSCRIBE_URL from the outputs of the pipeline stack.',
      '请根据 pipeline 堆栈的输出设置 SENDER、CONFIGURATION_SET 和 UNSUBSCRIBE_URL。',
    ),
  );

export function noSuchTier(tier: string, ids: readonly string[]): Refusal {
  const end = meant(tier, ids);
  return new Refusal(
    'E_NO_TIER',
    sentence(both(`The policy has no tier ${tier}${end.en}`, `策略中没有等级 ${tier}${end['zh-CN']}`)),
    both('Name the tier by its id.', '请用等级的标识。'),
  );
}

export function noSuchTemplate(template: string, known: readonly string[]): Refusal {
  const end = meant(template, known);
  return new Refusal(
    'E_TEMPLATE_MISSING',
    sentence(
      both(`There is no mail template ${template}${end.en}`, `没有邮件模板 ${template}${end['zh-CN']}`),
    ),
    both(
      'Name it on the command line as its file is called, without language and ending; `npm run tierwise -- upload FILE --as templates` adds one of your own.',
      '请在命令行中写模板的文件名，不带语言和后缀；自己的模板用 `npm run tierwise -- upload 文件 --as templates` 添加。',
    ),
  );
}

/** `code` as SES or the network says it. */
export const notSent = (code: string): Refusal =>
  new Refusal(
    'E_TEST_NOT_SENT',
    both(`SES did not take the mail: ${code}.`, `SES 未接受这封邮件：${code}。`),
    both(
      'Check that the sender is verified and the account may send; in the sandbox the recipient must be verified too.',
      '请检查发件人是否已验证、账户能否发信；沙盒环境中收件人也须验证。',
    ),
  );

/** A question ends by itself. */
const sentence = ({ en, 'zh-CN': zh }: Bilingual): Bilingual =>
  both(en.endsWith('?') ? en : `${en}.`, zh.endsWith('？') ? zh : `${zh}。`);
