import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

export const sesRefuses = (): Refusal =>
  new Refusal(
    'E_SES_NOT_READY',
    both(
      'SES does not let this account send: the sender is not verified, the account is in the sandbox or paused, or the configuration set or the permission is missing.',
      'SES 不允许该账户发信：发件人未经验证，账户处于沙盒或发信被暂停，或缺少配置集或权限。',
    ),
    both(
      'Find the reason in the SES console, mend it and redrive the mail execution. The mails that wait are not lost.',
      '请在 SES 控制台查明原因并修正，再重新运行邮件流程。等待中的邮件不会丢失。',
    ),
  );

export const sesFails = (): Refusal =>
  new Refusal(
    'E_SES_FAILING',
    both(
      'SES answered nothing but failures; the outcome of the mails tried is unknown.',
      'SES 一直返回失败；已尝试的邮件结果不明。',
    ),
    both(
      'Look at the SES health page; when it is well again, redrive the mail execution. The mails tried are not repeated.',
      '请查看 SES 服务状态；恢复后重新运行邮件流程。已尝试过的邮件不会重发。',
    ),
  );

export const sesUnreached = (): Refusal =>
  new Refusal(
    'E_SES_UNREACHED',
    both(
      'SES has been out of reach for hours: its name is not found, nobody answers, or the function has no valid credentials or a wrong clock. No mail is lost, and none of those tried went out.',
      '数小时以来一直无法连接 SES：域名无法解析、无人应答，或函数没有有效凭证、时钟不准。邮件没有丢失，已尝试的邮件均未发出。',
    ),
    both(
      'Look at the function’s network, its role and the SES health page; then redrive the mail execution.',
      '请检查函数的网络、角色以及 SES 服务状态，再重新运行邮件流程。',
    ),
  );

/** `code` is the error's name. */
export const mailsCannotBeMade = (code: string): Refusal =>
  new Refusal(
    'E_MAILS_NOT_MADE',
    both(
      `Mails could not be made (${code}), five in a row or the same ones in three passes while none of their campaign went out, so the fault lies in what they are made with. None of them is given up.`,
      `邮件无法生成（${code}）：连续五封失败，或同一封三次均失败且该活动尚无邮件发出，问题出在生成邮件所用的内容上。这些邮件均未放弃。`,
    ),
    both(
      'Mend the template, the keys or the program and redrive the mail execution; or cancel the campaign.',
      '请修正模板、密钥或程序后重新运行邮件流程；或取消该活动。',
    ),
  );
