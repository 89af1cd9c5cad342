import type { Policy } from './schema.ts';

/** When EventBridge Scheduler starts periodic runs. */
export interface Timing {
  expression: string;
  timeZone: string;
}

const MONTHS = { month: 1, quarter: 3, halfYear: 6 } as const;

/** The first day after each period at the policy's local time. */
export function timingOf({ schedule, timeZone }: Pick<Policy, 'schedule' | 'timeZone'>): Timing {
  const [hour, minute] = schedule.at.split(':').map(Number);
  const months = Array.from({ length: 12 }, (_, i) => i + 1).filter(
    (month) => (month - schedule.firstMonth + 12) % MONTHS[schedule.every] === 0,
  );
  const inYear = months.length === 12 ? '*' : months.join(',');
  return { expression: `cron(${minute} ${hour} 1 ${inYear} ? *)`, timeZone };
}
