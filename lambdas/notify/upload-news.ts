import type { Answer } from '../../shared/contract/intake.ts';
import { both } from '../../shared/domain/bilingual.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { contentVariables } from './content-letter.ts';
import type { NotifyDependencies } from './dependencies.ts';
import { letterVariables } from './letter.ts';
import type { News } from './tell.ts';

/** An answer is written moments before its intake is committed; whoever died between is called again. */
const COMMIT_TRIES = 60;

/** What became of an upload; `undefined` of an answer to manual tiers, which names people. */
export async function uploadNews(
  deps: NotifyDependencies,
  { shop }: Pick<Policy, 'shop'>,
  key: string,
  versionId: string,
): Promise<News | undefined> {
  const answer = await deps.answer(key, versionId);
  if (!answer) return undefined;
  if (!('intakeId' in answer)) {
    const letter = deps.render('content', shop.language, contentVariables(answer, shop));
    return { about: answer.answerId, sort: 'answer', letter };
  }
  await mustBeCommitted(deps, answer);
  const letter = deps.render('answer', shop.language, letterVariables(answer, shop, deps.settings.results));
  return { about: answer.intakeId, sort: 'answer', letter };
}

async function mustBeCommitted({ isCommitted, sleep }: NotifyDependencies, answer: Answer): Promise<void> {
  if (answer.status === 'waiting') return;
  for (let tried = 0; tried < COMMIT_TRIES; tried += 1) {
    if (await isCommitted(answer.intakeId)) return;
    await sleep(1000);
  }
  throw notCommitted();
}

const notCommitted = (): Refusal =>
  new Refusal(
    'E_NOTICE_BEFORE_COMMIT',
    both('An upload was answered, but its intake is not committed.', '上传已有回执，但接收尚未提交。'),
    both(
      'Look at the intake function; once it has dealt with the upload, the mail is tried again.',
      '请检查接收函数；上传处理完成后，邮件会重新发送。',
    ),
  );
