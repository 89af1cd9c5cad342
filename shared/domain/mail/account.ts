import { type Bilingual, both } from '../bilingual.ts';

/** What SES says of the account, the sender's domain and the configuration set that mail goes out by. */
export interface AccountState {
  sendingEnabled: boolean;
  /** False = sandbox: only verified addresses get mail. */
  production: boolean;
  identityVerified: boolean;
  dkim: boolean;
  /** It is there, and its sending is not switched off. */
  configurationSet: boolean;
  /** Whether each of the two paths gets the events that it is there for. */
  destinations: { eventBridge: boolean; queue: boolean };
  /** What SES itself keeps addresses from mail for: `BOUNCE`, `COMPLAINT`. */
  suppression: readonly string[];
  /** Mails a second. */
  perSecond: number;
  /** Below 0 = without a limit. */
  perDay: number;
  sentLast24Hours: number;
  /** Reads that the function's role may not make; what they would have told counts as well. */
  denied: readonly string[];
}

export interface AccountProblem {
  code: string;
  say: Bilingual;
}

interface Stage {
  sender: string;
  configurationSet: string;
  /** All mail goes to one address of our own. */
  redirected: boolean;
}

type Check = [
  code: string,
  isWell: (state: AccountState, stage: Stage) => boolean,
  say: (stage: Stage) => Bilingual,
];

const domainOf = ({ sender }: Stage): string => sender.slice(sender.lastIndexOf('@') + 1);

const CHECKS: Check[] = [
  [
    'E_SES_PAUSED',
    ({ sendingEnabled }) => sendingEnabled,
    () =>
      both(
        'SES has switched the account’s sending off: answer the case in the SES console.',
        'SES 已停用该账户的发信：请在 SES 控制台回复相应工单。',
      ),
  ],
  [
    'E_SES_SANDBOX',
    ({ production }, { redirected }) => production || redirected,
    () =>
      both(
        'The account is in the SES sandbox, where only verified addresses get mail: ask for production access in the SES console.',
        '该账户仍在 SES 沙盒中，只能发往已验证的地址：请在 SES 控制台申请生产权限。',
      ),
  ],
  [
    'E_SES_IDENTITY',
    ({ identityVerified }) => identityVerified,
    (stage) =>
      both(
        `SES has not verified the domain ${domainOf(stage)}: put its three CNAME records into the DNS.`,
        `SES 尚未验证域名 ${domainOf(stage)}：请在 DNS 中添加三条 CNAME 记录。`,
      ),
  ],
  [
    'E_SES_DKIM',
    ({ dkim }) => dkim,
    (stage) =>
      both(
        `Mail of ${domainOf(stage)} is not signed with DKIM: switch it on for the domain in the SES console.`,
        `域名 ${domainOf(stage)} 的邮件没有 DKIM 签名：请在 SES 控制台为该域名启用。`,
      ),
  ],
  [
    'E_SES_CONFIGURATION_SET',
    ({ configurationSet }) => configurationSet,
    ({ configurationSet }) =>
      both(
        `The configuration set ${configurationSet} is missing or switched off: deploy the stack again, or switch it on.`,
        `配置集 ${configurationSet} 不存在或已停用：请重新部署，或将其启用。`,
      ),
  ],
  [
    'E_SES_EVENTS_BUS',
    ({ configurationSet, destinations }) => !configurationSet || destinations.eventBridge,
    ({ configurationSet }) =>
      both(
        `The configuration set ${configurationSet} does not tell EventBridge of sends, bounces, complaints and rejects: deploy the stack again.`,
        `配置集 ${configurationSet} 没有把发送、退信、投诉和拒收事件发往 EventBridge：请重新部署。`,
      ),
  ],
  [
    'E_SES_EVENTS_QUEUE',
    ({ configurationSet, destinations }) => !configurationSet || destinations.queue,
    ({ configurationSet }) =>
      both(
        `The configuration set ${configurationSet} does not tell the queue of sends, deliveries, bounces, complaints and rejects: deploy the stack again.`,
        `配置集 ${configurationSet} 没有把发送、送达、退信、投诉和拒收事件发往队列：请重新部署。`,
      ),
  ],
  [
    'E_SES_SUPPRESSION',
    ({ configurationSet, suppression }) =>
      !configurationSet || ['BOUNCE', 'COMPLAINT'].every((reason) => suppression.includes(reason)),
    ({ configurationSet }) =>
      both(
        `SES does not keep bounced and complaining addresses from mail: set the suppression reasons BOUNCE and COMPLAINT on the configuration set ${configurationSet}.`,
        `SES 没有拦截退信和投诉过的地址：请为配置集 ${configurationSet} 设置抑制原因 BOUNCE 和 COMPLAINT。`,
      ),
  ],
];

/** Everything that stands against mailing by this account; `[]` = it is ready. */
export const accountProblems = (state: AccountState, stage: Stage): AccountProblem[] => [
  ...CHECKS.filter(([, isWell]) => !isWell(state, stage)).map(([code, , say]) => ({ code, say: say(stage) })),
  ...state.denied.map(denied),
];

const denied = (action: string): AccountProblem => ({
  code: 'E_SES_DENIED',
  say: both(
    `The preflight function may not read SES (${action}), so nobody knows whether it is ready: give its role the permission.`,
    `发送前检查函数无权读取 SES（${action}），无法得知其是否就绪：请为其角色授予该权限。`,
  ),
});
