import { type Bilingual, both } from '../bilingual.ts';
import type { WorkedStep } from './steps.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From so many of the smaller unit on, the larger one is said. */
const UNITS: readonly (readonly [from: number, seconds: number, en: string, zh: string])[] = [
  [2 * DAY, DAY, 'days', '天'],
  [2 * HOUR, HOUR, 'h', '小时'],
  [2 * MINUTE, MINUTE, 'min', '分钟'],
];

/** "45 s", "12 min", "3.5 h", "12 days". */
export function durationWords(seconds: number): Bilingual {
  const [, unit, en, zh] = UNITS.find(([from]) => seconds >= from) ?? [0, 1, 's', '秒'];
  const count = seconds / unit;
  const said = count < 10 && unit > 1 ? Math.round(count * 10) / 10 : Math.ceil(count);
  const figure = said.toLocaleString('en-US');
  return both(`${figure} ${en}`, `${figure} ${zh}`);
}

export const STEP_WORDS: Record<WorkedStep, Bilingual> = {
  intake: both('reading the exports', '读取导出文件'),
  measure: both('measuring', '统计客户'),
  collect: both('putting Athena’s files together', '合并 Athena 的文件'),
  calibrate: both('finding the cut points', '计算分档线'),
  plan: both('grading and planning', '评级与计划'),
  compose: both('making the mails ready', '准备邮件'),
  preflight: both('looking at what could stop a mail', '检查发信条件'),
  effect: both('measuring what earlier mail changed', '衡量以往邮件的效果'),
  apply: both('writing the customers', '写入客户'),
  announce: both('telling other systems', '通知其他系统'),
  report: both('the plan’s page and the reports', '计划页面与报告'),
  send: both('sending', '发送邮件'),
  small: both('small steps', '其他小步骤'),
};
