import { ClosedSchema } from '../../shared/contract/steps.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { WAITS } from '../../shared/domain/report/words.ts';
import type { Execution } from '../local/asl/executions.ts';
import type { Terminal } from './terminal.ts';

/** The wait for quiet hours, quota or warm-up; mails go on at most so many seconds late. */
export const CLOCK_WAITS = { state: 'WaitToGoOn', seconds: 30 };

/** How many mails of each run wait for a later hour, why, and for how long. */
export const waitLines = (
  executions: readonly Pick<Execution, 'status' | 'place'>[],
  { language }: Pick<Terminal, 'language'>,
): string[] =>
  executions
    .filter(({ status, place }) => status === 'RUNNING' && place.state === CLOCK_WAITS.state)
    .flatMap(({ place }) => {
      const closed = ClosedSchema.safeParse(place.input);
      return closed.success ? [waiting(closed.data)[language]] : [];
    });

interface Waiting {
  runId: string;
  pending: number;
  waitSeconds: number;
  waitsFor?: keyof typeof WAITS | undefined;
}

function waiting({ runId, pending, waitSeconds, waitsFor }: Waiting): Bilingual {
  const why = waitsFor ? WAITS[waitsFor] : both('for a later hour', '等待稍后发送');
  const minutes = Math.ceil(waitSeconds / 60);
  return both(
    `  ${runId}: ${pending} mails wait (${why.en}); the next try is due within ${minutes} minutes. They go on while the system is up: start it again later.`,
    `  ${runId}：有 ${pending} 封邮件等待发送（${why['zh-CN']}），${minutes} 分钟内会再试。系统运行期间会继续发送，请稍后再次启动。`,
  );
}
