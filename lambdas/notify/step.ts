import type { Answer, ObjectCreated } from '../../shared/contract/intake.ts';
import type { Notice, Notified } from '../../shared/contract/notices.ts';
import { both } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { contentVariables } from './content-letter.ts';
import type { ContentAnswer, LetterName, NotifyDependencies } from './dependencies.ts';
import { letterVariables } from './letter.ts';

type Outcome = Exclude<Notice['state'], 'sending'> | 'before' | 'retry';

const NONE = { sent: 0, refused: 0, unknown: 0, suppressed: 0, before: 0 };
/** An answer is written moments before its intake is committed; whoever died between is called again. */
const COMMIT_TRIES = 60;

/**
 * Tells the addresses that the policy names what became of an upload, each at most once: the notice is written before
 * the mail, and an outcome that nobody knows is not repeated.
 */
export const notify =
  (deps: NotifyDependencies) =>
  async ({ detail }: ObjectCreated): Promise<Notified> => {
    const { key, 'version-id': versionId } = detail.object;
    const policy = await deps.policy();
    const addresses = [...new Set(policy.notify.answers.map((address) => address.toLowerCase()))];
    if (addresses.length === 0) return { status: 'nobody', ...NONE };
    const answer = await deps.answer(key, versionId);
    if (!answer) return { status: 'ignored', ...NONE };
    if ('intakeId' in answer) await mustBeCommitted(deps, answer);
    const news = newsOf(answer, policy.shop, deps.settings.results);
    const counts = { ...NONE, retry: 0 };
    for (const address of addresses) counts[await tell(deps, policy, news, address)] += 1;
    const { retry, ...told } = counts;
    if (retry > 0) throw notTaken();
    return { status: 'told', ...told };
  };

/** What a letter is made of; `id` names the upload. */
interface News {
  id: string;
  letter: LetterName;
  variables: Record<string, string | null>;
}

const newsOf = (answer: Answer | ContentAnswer, shop: Policy['shop'], results: string): News =>
  'intakeId' in answer
    ? { id: answer.intakeId, letter: 'answer', variables: letterVariables(answer, shop, results) }
    : { id: answer.answerId, letter: 'content', variables: contentVariables(answer, shop) };

async function mustBeCommitted({ isCommitted, sleep }: NotifyDependencies, answer: Answer): Promise<void> {
  if (answer.status === 'waiting') return;
  for (let tried = 0; tried < COMMIT_TRIES; tried += 1) {
    if (await isCommitted(answer.intakeId)) return;
    await sleep(1000);
  }
  throw notCommitted();
}

async function tell(
  deps: NotifyDependencies,
  { shop }: Pick<Policy, 'shop'>,
  { id: intakeId, letter: name, variables }: News,
  address: string,
): Promise<Outcome> {
  const mailbox = await deps.mailbox(address);
  if (await deps.notices.find({ intakeId, mailbox })) return 'before';
  const letter = deps.render(name, shop.language, variables);
  const from = { from: deps.settings.sender, fromName: shop.name[shop.language] };
  const envelope = { ...from, to: address, language: shop.language, ...letter };
  const raw = await deps.mime(envelope);
  const at = deps.now().toISOString();
  const notice: Notice = { intakeId, mailbox, owner: deps.newId(), at, state: 'sending' };
  if (!(await deps.notices.claim(notice))) return 'before';
  return deliver(deps, notice, address, raw);
}

/** Of this mailbox the bounce or the complaint counts; that somebody unsubscribed was about mail to customers. */
async function deliver(
  deps: NotifyDependencies,
  notice: Notice,
  to: string,
  raw: Uint8Array,
): Promise<Outcome> {
  const { suppressed } = await gate(deps, notice);
  if (suppressed) return settled(deps, notice, { state: 'suppressed', reason: suppressed });
  const { sender: from, configurationSet } = deps.settings;
  const verdict = await deps.sendRaw({ from, to, raw, configurationSet, tags: { notice: 'answer' } });
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

const notTaken = (): Refusal =>
  new Refusal(
    'E_NOTICE_NOT_SENT',
    both('SES did not take the mail about an upload.', 'SES 未接受关于上传结果的邮件。'),
    both(
      'It is tried again; look at the SES quota and the sender if it stays so.',
      '系统会重试；若仍不成功，请检查 SES 配额和发件人设置。',
    ),
  );

const notCommitted = (): Refusal =>
  new Refusal(
    'E_NOTICE_BEFORE_COMMIT',
    both('An upload was answered, but its intake is not committed.', '上传已有回执，但接收尚未提交。'),
    both(
      'Look at the intake function; once it has dealt with the upload, the mail is tried again.',
      '请检查接收函数；上传处理完成后，邮件会重新发送。',
    ),
  );
