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

export const ledgerDiffers = (): Refusal =>
  new Refusal(
    'E_LEDGER_GENERATION',
    both(
      'The send ledger is not the one that this installation has always had, or it was emptied; with it everybody could be written to again.',
      '发送台账不是本系统一直使用的那一份，或已被清空；若继续使用，所有人都可能再次收到邮件。',
    ),
    both(
      'Bring back the ledger table that the item KEYS / FINGERPRINT of the runs table names, with all its items. Only if it is lost for good, delete that item: mails of open campaigns may then go out twice. No mail was sent.',
      '请恢复运行表中 KEYS / FINGERPRINT 条目所记的台账表及其全部内容。仅当台账确已无法找回时，才删除该条目：未结束活动的邮件可能会重复发出。没有发出任何邮件。',
    ),
  );

export const sesNotReady = (): Refusal =>
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
