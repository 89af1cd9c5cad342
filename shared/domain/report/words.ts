import { type Bilingual, both } from '../bilingual.ts';

/** What happened to a customer, in the order in which people want to read it. */
export const CHANGES: Record<string, Bilingual> = {
  promoted: both('moved up', '升级'),
  demoted: both('moved down', '降级'),
  sideways: both('moved sideways', '平级调整'),
  joined: both('new', '新加入'),
  left: both('left', '已移出'),
  same: both('unchanged', '不变'),
};

export const CAUSES: Record<string, Bilingual> = {
  behaviour: both('own actions', '自身行为变化'),
  others: both('others moved the cut points', '其他客户的变化使分档线移动'),
  time: both('time passed', '时间推移'),
  policy: both('the policy changed', '策略调整'),
  identity: both('customers were matched anew', '客户识别规则调整'),
  manual: both('set by hand', '人工设定'),
};

const FIRST = both('first grading', '首次评级');

/** Nobody new has moved: unless customers are told apart in another way now, that he is new is the whole cause. */
const isFirst = (change: string, cause: string): boolean =>
  change === 'joined' && (cause === '' || cause === 'behaviour');

export const causeWords = (change: string, cause: string): Bilingual =>
  isFirst(change, cause) ? FIRST : (CAUSES[cause] ?? both(cause, cause));

/** What each cause says was found, by deciding again. */
const MEANINGS: Record<string, Bilingual> = {
  behaviour: both(
    'It is so on the earlier cut points too, but only with what was added or corrected about the customer since the last run: orders, activity, feedback.',
    '按之前的分档线也会如此，但前提是计入上次评级以来该客户新增或更正的数据（订单、行为、反馈）。',
  ),
  others: both(
    'On the earlier cut points the customer would have kept the tier; the figures of other customers moved them.',
    '按之前的分档线会保持原等级；是其他客户的数据使分档线移动。',
  ),
  time: both(
    'It would have happened without the rows since the last run as well: days passed, and older orders lie further back or have left the window.',
    '即使不算上次评级以来的新订单和新记录，也会如此：时间过去，较早的订单距今更久，或已不在窗口期内。',
  ),
  policy: both('The rules of the policy were changed.', '策略文件中的规则有改动。'),
  manual: both(
    'Somebody set the tier by hand, or a tier set by hand came to its end.',
    '等级由人工设定，或人工设定已到期。',
  ),
  identity: both('Orders are now matched to customers in another way.', '订单与客户的对应方式有改动。'),
};

const JOINED = both('Graded for the first time.', '本次首次参与评级。');

/** A cause as a whole sentence; undefined where there is nothing to add. */
export const meaningWords = (change: string, cause: string): Bilingual | undefined =>
  isFirst(change, cause) ? JOINED : MEANINGS[cause];

export const OUTCOMES: Record<string, Bilingual> = {
  sent: both('sent', '已发送'),
  pending: both('waiting', '待发送'),
  unknown: both('unknown', '结果未知'),
  refused: both('refused by the mail service', '被邮件服务拒绝'),
  suppressed: both('not to be mailed', '不能发'),
  heldOut: both('held out', '留作对照'),
  capped: both('one mail too many', '超出限额'),
  cancelled: both('cancelled', '已取消'),
};

/** What mails wait for that go on by themselves. */
export const WAITS = {
  time: both('waits for the next pass', '等待下一轮发送'),
  quiet: both('waits for the end of the quiet hours', '等待免打扰时段结束'),
  quota: both('waits for the next day’s quota', '等待次日的发送额度'),
  broken: both('waits after failures, and is tried again', '发送出错，稍后重试'),
  unreached: both('the mail service is out of reach; is tried again', '无法连接邮件服务，稍后重试'),
  account: both('the mail service does not let the account send', '邮件服务不允许该账户发信'),
  paused: both('the mail service has paused the account', '邮件服务暂停了该账户'),
  worker: both('is just being sent', '正在发送'),
} satisfies Record<string, Bilingual>;

const DECIDED = both('another run had decided it', '已由另一次运行处理');

/** Why a mail was not sent; what is not here is a code of the mail service and stands as it came. */
export const REASONS: Record<string, Bilingual> = {
  no_consent: both('never agreed to mails', '没有同意接收的记录'),
  refused_consent: both('said no to mails', '不同意接收'),
  consent_withdrawn: both('took the consent back', '之后撤回了同意'),
  no_address: both('no e-mail address', '没有邮箱'),
  bad_address: both('e-mail address cannot be right', '邮箱写法有误'),
  placeholder_address: both('invented or relayed e-mail address', '占位或转发邮箱'),
  unsubscribed: both('unsubscribed', '已退订'),
  bounce: both('earlier mails bounced', '此前邮件被退回'),
  complaint: both('reported a mail as spam', '曾投诉为垃圾邮件'),
  soft_bounces: both('the mailbox kept failing', '邮箱多次暂时无法接收'),
  left_topic: both('left this topic', '已退订该主题'),
  left_campaign: both('left this campaign', '已退订该活动'),
  erased: both('asked to be forgotten', '已要求删除个人数据'),
  bought_since: both('bought meanwhile', '评级后已下单'),
  frequency: both('had enough mails lately', '近期邮件已达上限'),
  budget: both('the tier’s budget is used up', '该等级预算已用完'),
  no_offer_code: both('no offer code was left', '优惠码已发完'),
  global: both('control group of all mail', '总对照组'),
  campaign: both('control group of the campaign', '该活动的对照组'),
  paused: both('the campaign is paused', '活动已暂停'),
  rolled_back: both('the run was rolled back', '该次运行已回滚'),
  ...Object.fromEntries(Object.entries(WAITS).map(([cause, words]) => [`waits_${cause}`, words])),
  timeout: both('the mail service did not answer', '邮件服务未应答'),
  reset: both('the connection broke', '连接中断'),
  http_5xx: both('the mail service failed', '邮件服务出错'),
  unclear: both('the answer was not clear', '应答不明'),
  cooldown: both('had the same kind of mail lately', '近期已收过同类邮件'),
  same_mailbox: both('shares the mailbox of another customer', '与另一位客户共用邮箱'),
  lease_expired: both('interrupted while it was sent', '发送时中断'),
  gate: both('the mailbox record could not be read', '邮箱记录读取失败'),
  released: both('to be tried once more', '等待再试一次'),
  released_then_refused: both(
    'unknown; the second attempt was refused by the mail service',
    '结果未知；第二次尝试被邮件服务拒绝',
  ),
  released_then_suppressed: both(
    'unknown; a second attempt was not allowed any more',
    '结果未知；第二次尝试时已不能发',
  ),
  released_then_capped: both(
    'unknown; a second attempt would have been one mail too many',
    '结果未知；第二次尝试会超出限额',
  ),
  already_sent: both('an earlier run had sent it', '此前的运行已发送'),
  already_unknown: DECIDED,
  already_refused: DECIDED,
  already_suppressed: DECIDED,
  already_capped: DECIDED,
};

/** By the order of its words; what has no word comes last. */
export const inOrderOf =
  (words: Record<string, Bilingual>) =>
  (a: string, b: string): number =>
    placeIn(words, a) - placeIn(words, b) || a.localeCompare(b, 'en');

function placeIn(words: Record<string, Bilingual>, key: string): number {
  const place = Object.keys(words).indexOf(key);
  return place < 0 ? Number.MAX_SAFE_INTEGER : place;
}
