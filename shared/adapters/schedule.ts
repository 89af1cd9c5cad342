import { GetScheduleCommand, SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import type { Timing } from '../domain/policy/rhythm.ts';

/** The EventBridge schedule `group/name` that starts periodic runs. */
export function openSchedule(groupAndName: string, client: SchedulerClient = new SchedulerClient({})) {
  const [GroupName, Name] = groupAndName.split('/');

  return {
    /** Moves the schedule to another rhythm or zone; an update names everything, so the rest is given back as found. */
    async retime({ expression, timeZone }: Timing): Promise<void> {
      const found = await client.send(new GetScheduleCommand({ GroupName, Name }));
      if (found.ScheduleExpression === expression && found.ScheduleExpressionTimezone === timeZone) return;
      const { $metadata: _m, Arn: _a, CreationDate: _c, LastModificationDate: _l, ...kept } = found;
      await client.send(
        new UpdateScheduleCommand({
          ...kept,
          ...{ GroupName, Name, FlexibleTimeWindow: found.FlexibleTimeWindow, Target: found.Target },
          ...{ ScheduleExpression: expression, ScheduleExpressionTimezone: timeZone },
        }),
      );
    },
  };
}
