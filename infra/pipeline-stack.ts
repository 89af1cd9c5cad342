import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Settings, Stage } from './config.ts';
import { Alarms } from './constructs/alarms.ts';
import { Athena } from './constructs/athena.ts';
import { CompactSchedule } from './constructs/compact-schedule.ts';
import { deadLetterQueue } from './constructs/dead-letters.ts';
import { DoctorReader } from './constructs/doctor-reader.ts';
import { EventRules } from './constructs/event-rules.ts';
import { Machines } from './constructs/machines.ts';
import { MailIdentity } from './constructs/mail-identity.ts';
import { MailQueue } from './constructs/mail-queue.ts';
import { operationsKey } from './constructs/operations-key.ts';
import { PeriodicSchedule } from './constructs/periodic-schedule.ts';
import type { StepLambda } from './constructs/step-lambda.ts';
import { StepLambdas } from './constructs/step-lambdas.ts';
import { TierBus } from './constructs/tier-bus.ts';
import type { DataStack } from './data-stack.ts';

export interface PipelineStackProps extends StackProps {
  readonly stage: Stage;
  readonly settings: Settings;
  readonly data: DataStack;
}

/**
 * Everything that acts: functions, machines, rules, schedule, mail. It may be made again; but mails that are out link to its
 * unsubscribe function, so that in production nothing deletes it by the way.
 */
export class PipelineStack extends Stack {
  private readonly prefix: string;
  private readonly settings: Settings;
  private readonly data: DataStack;
  private readonly key: Key;
  private readonly deadLetters: Queue;
  private readonly steps: StepLambdas;
  private readonly machines: Machines;

  constructor(scope: Construct, id: string, { stage, settings, data, ...props }: PipelineStackProps) {
    super(scope, id, { ...props, terminationProtection: stage === 'production' });
    this.prefix = `tierwise-${stage}`;
    this.settings = settings;
    this.data = data;
    this.key = operationsKey(this, `Tierwise ${stage}: logs, dead letters, alarms`);
    this.deadLetters = deadLetterQueue(this, `${this.prefix}-dead-letters`, this.key);
    const { prefix, deadLetters, key: logKey } = this;
    this.steps = new StepLambdas(this, 'Steps', { prefix, settings, data, logKey, deadLetters });
    const athena = new Athena(this, 'Athena', { prefix, settings, data });
    this.steps.tell('measure', { DATABASE_PREFIX: athena.databasePrefix });
    this.machines = new Machines(this, 'Machines', { prefix, settings, steps: this.steps, athena, logKey });
    this.connectUploads();
    const scheduleName = this.connectSchedule();
    const mailQueue = this.makeMailQueue();
    this.connectMail(mailQueue.topic);
    this.connectPages();
    this.connectBus();
    const { machines, steps, key } = this;
    const { topicArn } = new Alarms(this, 'Alarms', {
      prefix,
      recipients: settings.alarmRecipients,
      key,
      machines,
      steps,
      deadLetters,
      mailQueue: mailQueue.queue,
    });
    new CfnOutput(this, 'AlarmTopic', { value: topicArn });
    new DoctorReader(this, 'Doctor', { prefix, settings, data, scheduleName, topicArn });
  }

  private makeMailQueue(): MailQueue {
    const { prefix, key, deadLetters } = this;
    const { feedback } = this.steps.all;
    return new MailQueue(this, 'MailQueue', { name: `${prefix}-mail-events`, key, deadLetters, feedback });
  }

  private connectUploads(): void {
    const { intake, policy, override, template, offer, request, feedback, notify } = this.steps.all;
    const functions = {
      ...{ intake: intake.fn, policy: policy.fn, override: override.fn, request: request.fn },
      ...{ template: template.fn, offer: offer.fn },
      ...{ feedback: feedback.fn, notify: notify.fn },
    };
    const { deadLetters } = this;
    const { grade, apply, mail } = this.machines;
    const machines = { grade, apply, mail };
    new EventRules(this, 'Events', { ...this.data.buckets, functions, ...machines, deadLetters });
  }

  /** Tells the schedule's name, `group/name`. */
  private connectSchedule(): string {
    const { prefix, deadLetters, key: queueKey } = this;
    const { schedule } = this.settings;
    const target = { grade: this.machines.grade, deadLetters, queueKey };
    const periodic = new PeriodicSchedule(this, 'Periodic', {
      name: `${prefix}-periodic`,
      schedule,
      ...target,
    });
    periodic.allowUpdate(this.steps.all.policy.role);
    this.steps.tell('policy', { SCHEDULE_NAME: periodic.settingName });
    new CfnOutput(this, 'ScheduleName', { value: periodic.settingName });
    new CompactSchedule(this, 'Compact', {
      ...{ name: `${prefix}-compact`, cron: this.settings.compactCron, timeZone: schedule.timeZone },
      ...{ compact: this.machines.compact, deadLetters, queueKey },
    });
    return periodic.settingName;
  }

  /** Who has the link in a mail has no credentials either; each page checks the signed token in it. */
  private connectPages(): void {
    const { approve, show } = this.steps.all;
    const addressOf = ({ fn }: StepLambda) => fn.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url;
    const [approveUrl, showUrl] = [addressOf(approve), addressOf(show)];
    this.steps.tell('approve', { SHOW_URL: showUrl });
    this.steps.tell('notify', { APPROVE_URL: approveUrl, SHOW_URL: showUrl });
    new CfnOutput(this, 'ApproveUrl', { value: approveUrl });
    new CfnOutput(this, 'ShowUrl', { value: showUrl });
  }

  private connectBus(): void {
    const { prefix: name, key, deadLetters } = this;
    const bus = new TierBus(this, 'Bus', { name, key, deadLetters });
    bus.allowTelling(this.steps.all.announce.role);
    this.steps.tell('announce', { EVENT_BUS: bus.busName });
    new CfnOutput(this, 'EventBus', { value: bus.busName });
  }

  private connectMail(topic: Topic): void {
    const { send, preflight, notify, unsubscribe } = this.steps.all;
    const { mailDomain: domain, sender, countOpens, unsubscribeUrl } = this.settings;
    const identity = { name: this.prefix, domain, sender, topic, countOpens };
    const mail = new MailIdentity(this, 'Mail', identity);
    mail.allowSending(send.role);
    mail.allowSending(notify.role);
    mail.allowLooking(send.role);
    mail.allowLooking(preflight.role);
    // Mail clients post to it without any credentials; its own signed token is the check.
    const { url: functionUrl } = unsubscribe.fn.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    const url = unsubscribeUrl === '' ? functionUrl : unsubscribeUrl;
    this.steps.tell('send', { CONFIGURATION_SET: mail.configurationSetName, UNSUBSCRIBE_URL: url });
    for (const step of ['preflight', 'notify'] as const)
      this.steps.tell(step, { CONFIGURATION_SET: mail.configurationSetName });
    // What `send-test` has to be told.
    const told = { UnsubscribeUrl: url, ConfigurationSet: mail.configurationSetName, Sender: sender };
    new CfnOutput(this, 'UnsubscribeFunctionUrl', { value: functionUrl });
    for (const [name, value] of Object.entries(told)) new CfnOutput(this, name, { value });
  }
}
