import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { applyMachine } from '../machines/apply.ts';
import type { Definition } from '../machines/asl.ts';
import { gradeMachine } from '../machines/grade.ts';
import { mailMachine } from '../machines/mail.ts';
import { allow } from './allow.ts';
import { Machine } from './machine.ts';
import { arnOf } from './step-access.ts';
import type { StepLambdas } from './step-lambdas.ts';

export interface MachinesProps {
  readonly prefix: string;
  readonly settings: Settings;
  readonly steps: StepLambdas;
  readonly logKey: IKey;
}

/** grade, apply and mail; each starts the next. */
export class Machines extends Construct {
  readonly grade: StateMachine;
  readonly apply: StateMachine;
  readonly mail: StateMachine;
  readonly gradeLog: LogGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MachinesProps,
  ) {
    super(scope, id);
    this.mail = this.makeMail().machine;
    this.apply = this.makeApply().machine;
    const grade = this.makeGrade();
    this.grade = grade.machine;
    this.gradeLog = grade.log;
    this.tellTheSteps();
  }

  private makeMail(): Machine {
    const { settings, steps } = this.props;
    const functions = steps.arns('preflight', 'send', 'close', 'report');
    return this.make('mail', mailMachine({ functions, sendersAtOnce: settings.sendersAtOnce }), functions);
  }

  private makeApply(): Machine {
    const { settings, steps } = this.props;
    const functions = steps.arns('reclaim', 'apply', 'commit', 'report', 'release');
    const mailMachineArn = this.mail.stateMachineArn;
    const definition = applyMachine({ functions, mailMachineArn, partsAtOnce: settings.partsAtOnce });
    return this.make('apply', definition, functions, mailMachineArn);
  }

  private makeGrade(): Machine {
    const { settings, steps } = this.props;
    const { gatherSeconds, partsAtOnce } = settings;
    const functions = steps.arns(
      ...(['claim', 'inventory', 'measure', 'calibrate', 'plan'] as const),
      ...(['compose', 'preflight', 'review', 'release'] as const),
    );
    const applyMachineArn = this.apply.stateMachineArn;
    const definition = gradeMachine({ functions, applyMachineArn, gatherSeconds, partsAtOnce });
    return this.make('grade', definition, functions, applyMachineArn);
  }

  private make(
    name: string,
    definition: Definition,
    calls: Record<string, string>,
    starts?: string,
  ): Machine {
    const { prefix, logKey } = this.props;
    const next = starts === undefined ? {} : { starts };
    return new Machine(this, name, { name: `${prefix}-${name}`, definition, logKey, calls, ...next });
  }

  /** A request starts machines by hand; who takes the run lock looks whether its holder still lives. */
  private tellTheSteps(): void {
    const { steps, prefix } = this.props;
    const [grade, apply] = [this.grade.stateMachineArn, this.apply.stateMachineArn];
    const mail = this.mail.stateMachineArn;
    allow(steps.all.request.role, ['states:StartExecution'], [grade, apply, mail]);
    steps.tell('request', { GRADE_MACHINE_ARN: grade, APPLY_MACHINE_ARN: apply, MAIL_MACHINE_ARN: mail });
    const executions = ['grade', 'apply'].map((name) => arnOf('states', `execution:${prefix}-${name}:*`));
    for (const step of ['claim', 'reclaim'] as const)
      allow(
        steps.all[step].role,
        ['states:DescribeExecution'],
        executions,
        'Executions are named by runs and events.',
      );
  }
}
