import type { Policy } from './schema.ts';

/** When EventBridge Scheduler has it looked whether a period has ended or a manual tier is over. */
export interface Timing {
  expression: string;
  timeZone: string;
}

/** Each day at the policy's local time: nothing else starts a run on the day after a manual tier's last one. */
export function timingOf({ schedule, timeZone }: Pick<Policy, 'schedule' | 'timeZone'>): Timing {
  const [hour, minute] = schedule.at.split(':').map(Number);
  return { expression: `cron(${minute} ${hour} * * ? *)`, timeZone };
}
