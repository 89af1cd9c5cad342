import { type Bilingual, both } from '../../shared/domain/bilingual.ts';

export const FIRST_START = both(
  'The first start grades the sample twice, which takes about two minutes.',
  '第一次启动会为示例店铺评级两次，大约需要两分钟。',
);

export const STOPPING = both(
  '\n  Stopping … what is under way goes on at the next start.',
  '\n  正在停止……未完成的部分会在下次启动时继续。',
);

/** Of a shop that brings its own today along; `today` is an instant or a date, ISO 8601. */
export function todayWords(today: string): Bilingual {
  const date = today.slice(0, 'YYYY-MM-DD'.length);
  return both(
    `\n  This shop’s today is ${date}; only the time to approve a plan is counted by this machine’s clock.`,
    `\n  这家店铺的今天是 ${date}；只有批准期限按本机时钟计算。`,
  );
}
