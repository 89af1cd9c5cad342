import type { MailProblem } from '../../shared/contract/preflight.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { listed } from '../../shared/domain/mail/mail-refusals.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

/** Faults that one refusal tells: what the state machine keeps of an error is short. `preflight.json` has them all. */
const MOST_TOLD = 20;

/** Named after the first fault. */
export function contentFaulty(faults: readonly MailProblem[], mode: Run['mode']): Refusal {
  const again = mode === 'onDemand' ? '`npm run tierwise -- run --on-demand`' : '`npm run tierwise -- run`';
  const told = listed(faults.slice(0, MOST_TOLD));
  const more = faults.length - MOST_TOLD;
  return new Refusal(
    faults[0]?.code ?? 'E_TEMPLATE_BROKEN',
    both(
      `The mails of this run cannot be written. ${told.en}${more > 0 ? ` And ${more} more.` : ''}`,
      `无法生成本次运行的邮件。${told['zh-CN']}${more > 0 ? `另有 ${more} 项。` : ''}`,
    ),
    both(
      `Mend all of it and ask for a run again with ${again}; no tier was changed and no mail was sent.`,
      `请全部修正后用 ${again} 重新申请运行；没有更改任何等级，也没有发出任何邮件。`,
    ),
  );
}

/** SES did not answer before approval; it is asked again before the first mail. */
export const silentAccount = (): MailProblem => ({
  code: 'E_SES_SILENT',
  say: both(
    'SES could not be asked whether the account is ready; it is asked again before the first mail.',
    '无法向 SES 查询账户是否就绪；发出第一封邮件前会再次查询。',
  ),
});

/** The quota is so small that the mails would not be out within a year. */
export const tooSmallQuota = (perDay: number): MailProblem => ({
  code: 'E_SES_QUOTA',
  say: both(
    `SES allows ${perDay} mails in 24 hours, and with the policy’s reserve and ramp the mails would not be out within a year: raise the quota, or send fewer.`,
    `SES 每 24 小时只允许 ${perDay} 封邮件，扣除策略的预留和爬坡限制后一年也发不完：请提高配额，或减少邮件。`,
  ),
});
