import type { Notice } from '../../shared/contract/notices.ts';
import { both } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Letter, NotifyDependencies } from './dependencies.ts';

export type Outcome = Exclude<Notice['state'], 'sending'> | 'before' | 'retry';

/** A mail to the shop's own people. */
export interface News {
  /** What it is about, as its notices say; nobody is told of it twice. */
  about: string;
  /** The sort of news, with which SES tells of the mail. */
  sort: string;
  letter: Letter;
}

/** Tells one address, at most once: the notice is written before the mail, and an outcome that nobody knows is not repeated. */
export async function tell(
  deps: NotifyDependencies,
  { shop }: Pick<Policy, 'shop'>,
  { about, sort, letter }: News,
  address: string,
): Promise<Outcome> {
  const mailbox = await deps.mailbox(address);
  if (await deps.notices.find({ about, mailbox })) return 'before';
  const from = { from: deps.settings.sender, fromName: shop.name[shop.language] };
  const raw = await deps.mime({ ...from, to: address, language: shop.language, ...letter });
  const at = deps.now().toISOString();
  const notice: Notice = { about, mailbox, owner: deps.newId(), at, state: 'sending' };
  if (!(await deps.notices.claim(notice))) return 'before';
  return deliver(deps, notice, { to: address, raw, tags: { notice: sort } });
}

type Sealed = Pick<Parameters<NotifyDependencies['sendRaw']>[0], 'to' | 'raw' | 'tags'>;

/** Of this mailbox the bounce or the complaint counts; that somebody unsubscribed was about mail to customers. */
async function deliver(deps: NotifyDependencies, notice: Notice, mail: Sealed): Promise<Outcome> {
  const { suppressed } = await gate(deps, notice);
  if (suppressed) return settled(deps, notice, { state: 'suppressed', reason: suppressed });
  const { sender: from, configurationSet } = deps.settings;
  const verdict = await deps.sendRaw({ ...mail, from, configurationSet });
  if (verdict.kind === 'sent') return settled(deps, notice, { state: 'sent', messageId: verdict.messageId });
  if (verdict.kind === 'refused') return settled(deps, notice, { state: 'refused', reason: verdict.code });
  if (verdict.kind === 'unknown') return settled(deps, notice, { state: 'unknown', reason: verdict.reason });
  await deps.notices.free(notice);
  return 'retry';
}

/** Who cannot be asked lets nobody through; the mail is free again, because it certainly did not go out. */
async function gate({ mailboxes, notices }: NotifyDependencies, notice: Notice) {
  try {
    return await mailboxes.find(notice.mailbox);
  } catch (error) {
    await notices.free(notice);
    throw error;
  }
}

type Ended = Pick<Notice, 'reason' | 'messageId'> & { state: Exclude<Notice['state'], 'sending'> };

async function settled({ notices }: NotifyDependencies, notice: Notice, ended: Ended): Promise<Outcome> {
  await notices.settle(notice, ended);
  return ended.state;
}

export const notTaken = (): Refusal =>
  new Refusal(
    'E_NOTICE_NOT_SENT',
    both('SES did not take a mail to the shop’s own people.', 'SES 未接受发给商家内部人员的通知邮件。'),
    both(
      'It is tried again; look at the SES quota and the sender if it stays so.',
      '系统会重试；若仍不成功，请检查 SES 配额和发件人设置。',
    ),
  );
