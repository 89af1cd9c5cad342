import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { both } from '../../shared/domain/bilingual.ts';
import { type Finding, notHere, notTold, ok, toDo, unnamed } from './finding.ts';

const ID = 'alarms';
const WHAT = both('who gets alarms', '报警收件人');

/** Whether everybody who is to get alarms has confirmed that he wants them. None of it stops mail. */
export async function lookAtAlarms(
  topic: string | undefined,
  isLocal: boolean,
  subscriptions: (topic: string) => Promise<{ confirmed: boolean }[]> = subscriptionsOf,
): Promise<Finding> {
  if (isLocal) return notHere(ID, WHAT);
  if (topic === undefined) return unnamed(ID, 'ALARM_TOPIC', 'AlarmTopic');
  try {
    return told(await subscriptions(topic));
  } catch (error) {
    return notTold(ID, WHAT, error);
  }
}

function told(found: { confirmed: boolean }[]): Finding {
  const [all, open] = [found.length, found.filter(({ confirmed }) => !confirmed).length];
  if (all === 0)
    return toDo(
      { id: ID, stopsMail: false },
      both(
        'Nobody gets alarms: name `alarmRecipients` in infra/config.ts, and deploy again.',
        '没有人接收报警：请在 infra/config.ts 的 `alarmRecipients` 中填写收件人并重新部署。',
      ),
    );
  if (open === 0) return ok(ID, both(`${all} get alarms, all confirmed`, `共 ${all} 位报警收件人，均已确认`));
  return toDo(
    { id: ID, stopsMail: false },
    both(
      `${open} of ${all} who are to get alarms have not confirmed: they have to open the link in the mail of SNS.`,
      `${all} 位报警收件人中有 ${open} 位尚未确认：请他们点开 SNS 邮件中的链接。`,
    ),
  );
}

/** Never whom: addresses are not told. */
export async function subscriptionsOf(
  TopicArn: string,
  client = new SNSClient({}),
): Promise<{ confirmed: boolean }[]> {
  const found = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
    found.push(...(page.Subscriptions ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found.map(({ SubscriptionArn = '' }) => ({ confirmed: SubscriptionArn.startsWith('arn:') }));
}
