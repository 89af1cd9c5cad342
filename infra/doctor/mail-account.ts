import type { openSesAccount } from '../../shared/adapters/ses-account.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { type AccountState, accountProblems } from '../../shared/domain/mail/account.ts';
import { type Finding, notTold, ok, toDo, unnamed } from './finding.ts';

export interface MailSettings {
  SENDER?: string | undefined;
  CONFIGURATION_SET?: string | undefined;
  REDIRECT_TO?: string | undefined;
}

/** Each look at SES: by the code of its problem, the read that tells it, and what is said where all is well. */
const LOOKS: readonly (readonly [code: string, read: string, well: Bilingual])[] = [
  ['E_SES_PAUSED', 'GetAccount', both('SES sends for this account', 'SES 正常为该账户发信')],
  ['E_SES_SANDBOX', 'GetAccount', both('the account is out of the sandbox', '账户已脱离沙盒')],
  ['E_SES_IDENTITY', 'GetEmailIdentity', both('the sender’s domain is verified', '发信域名已验证')],
  ['E_SES_DKIM', 'GetEmailIdentity', both('mails are signed with DKIM', '邮件带 DKIM 签名')],
  [
    'E_SES_CONFIGURATION_SET',
    'GetConfigurationSet',
    both('the configuration set is there, and sends', '配置集存在且已启用'),
  ],
  [
    'E_SES_EVENTS_BUS',
    'GetConfigurationSetEventDestinations',
    both('EventBridge hears what becomes of mails', '邮件事件已发往 EventBridge'),
  ],
  [
    'E_SES_EVENTS_QUEUE',
    'GetConfigurationSetEventDestinations',
    both('the queue hears what becomes of mails', '邮件事件已发往队列'),
  ],
  [
    'E_SES_SUPPRESSION',
    'GetConfigurationSet',
    both('bounced and complaining addresses are suppressed', '退信和投诉过的地址会被拦截'),
  ],
];

const SES = both('what SES says of the account', 'SES 账户状态');

/** What SES says, look by look. `due` = the mails of the last plan; undefined where there is none. */
export async function lookAtAccount(
  ses: Pick<ReturnType<typeof openSesAccount>, 'readiness'>,
  { SENDER, CONFIGURATION_SET, REDIRECT_TO = '' }: MailSettings,
  due: number | undefined,
): Promise<Finding[]> {
  if (SENDER === undefined) return [unnamed('ses', 'SENDER', 'Sender')];
  if (CONFIGURATION_SET === undefined) return [unnamed('ses', 'CONFIGURATION_SET', 'ConfigurationSet')];
  try {
    const state = await ses.readiness(SENDER, CONFIGURATION_SET);
    const stage = { sender: SENDER, configurationSet: CONFIGURATION_SET, redirected: REDIRECT_TO !== '' };
    return [...looked(state, stage), quota(state, due)];
  } catch (error) {
    return [notTold('ses', SES, error)];
  }
}

function looked(state: AccountState, stage: Parameters<typeof accountProblems>[1]): Finding[] {
  const problems = new Map(accountProblems(state, stage).map(({ code, say }) => [code, say]));
  return LOOKS.map(([code, read, well]) => {
    if (state.denied.includes(`ses:${read}`)) return notTold(code, well, denial);
    const problem = problems.get(code);
    return problem ? toDo({ id: code, stopsMail: true }, problem) : ok(code, well);
  });
}

const denial = Object.assign(new Error(), { name: 'AccessDenied' });

/** A plan that is larger than a day’s quota goes out over several days, which is no fault. */
function quota({ perDay, perSecond, denied }: AccountState, due = 0): Finding {
  const what = both('the quota of mails', '发信配额');
  if (denied.includes('ses:GetAccount')) return notTold('quota', what, denial);
  if (perDay < 0) return ok('quota', both('mails a day: no limit', '每天发信数量：不限'));
  const told = both(
    `the quota is ${perDay} mails a day, ${perSecond} a second; the last plan had ${due}`,
    `配额为每天 ${perDay} 封、每秒 ${perSecond} 封；上次计划 ${due} 封`,
  );
  if (due <= perDay) return ok('quota', told);
  const days = Math.ceil(due / perDay);
  return toDo(
    { id: 'quota', stopsMail: false },
    both(
      `${told.en}: it goes out over ${days} days. Ask for a larger quota in the SES console.`,
      `${told['zh-CN']}，需要分 ${days} 天发送。请在 SES 控制台申请提高配额。`,
    ),
  );
}
