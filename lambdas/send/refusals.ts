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
