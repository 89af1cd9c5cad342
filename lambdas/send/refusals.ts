import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

export const keysDiffer = (): Refusal =>
  new Refusal(
    'E_KEYS_DIFFER',
    both(
      'The keys are not those that this installation has always had; with other keys everybody would be written to again.',
      '密钥与本系统一直使用的不同；换了密钥，所有人都会再次收到邮件。',
    ),
    both(
      'Put the first seed back into the keys secret as k1. No mail was sent.',
      '请把最初的种子作为 k1 放回密钥 secret。没有发出任何邮件。',
    ),
  );

export const sesNotReady = (): Refusal =>
  new Refusal(
    'E_SES_NOT_READY',
    both(
      'SES does not let this account send: sending is paused, or the sender, the configuration set or the permission is missing.',
      'SES 不允许该账户发信：发信被暂停，或缺少发件人验证、配置集或权限。',
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
