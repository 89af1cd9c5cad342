import { type Bilingual, both } from '../bilingual.ts';
import { Refusal } from '../refusal.ts';

/** Something that stands against mailing, in words for whoever has to mend it. */
interface Problem {
  say: Bilingual;
}

/** Every problem, numbered where there are several. */
export function listed(problems: readonly Problem[]): Bilingual {
  const number = (i: number) => (problems.length > 1 ? [`(${i + 1}) `, `（${i + 1}）`] : ['', '']);
  return both(
    problems.map(({ say }, i) => `${number(i)[0]}${say.en}`).join(' '),
    problems.map(({ say }, i) => `${number(i)[1]}${say['zh-CN']}`).join(''),
  );
}

export const sesNotReady = (problems: readonly Problem[]): Refusal =>
  new Refusal(
    'E_SES_NOT_READY',
    both(
      `SES is not ready for the mails of this run. ${listed(problems).en}`,
      `SES 尚不能发送本次运行的邮件。${listed(problems)['zh-CN']}`,
    ),
    both(
      'Mend all of it and redrive the mail execution; the mails wait and none is lost.',
      '请全部修正后重新运行邮件流程；邮件仍在等待，不会丢失。',
    ),
  );

export const contentChanged = (runId: string): Refusal =>
  new Refusal(
    'E_CONTENT_CHANGED',
    both(
      `The mails of run ${runId} are not those that were approved: a mail, a template or a control group was changed since.`,
      `运行 ${runId} 的邮件与批准时不一致：此后有邮件、模板或对照组被改动。`,
    ),
    both(
      'No mail was sent. Put the run folder’s files back as they were and redrive the mail execution; what is to be sent otherwise needs a new run and a new approval.',
      '没有发出任何邮件。请恢复运行文件夹中的原始文件并重新运行邮件流程；若要发送其他内容，请重新运行并重新批准。',
    ),
  );
