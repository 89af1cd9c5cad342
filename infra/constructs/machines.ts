import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { applyMachine } from '../machines/apply.ts';
import type { Definition } from '../machines/asl.ts';
import { compactMachine } from '../machines/compact.ts';
import { eraseMachine } from '../machines/erase.ts';
import { gradeMachine } from '../machines/grade.ts';
import { mailMachine } from '../machines/mail.ts';
import { allow } from './allow.ts';
import type { Athena } from './athena.ts';
import { Machine } from './machine.ts';
import { arnOf } from './step-access.ts';
import type { StepLambdas } from './step-lambdas.ts';

export interface MachinesProps {
  readonly prefix: string;
  readonly settings: Settings;
  readonly steps: StepLambdas;
  readonly athena: Athena;
  readonly logKey: IKey;
}

/** grade, apply and mail; each starts the next. And erase, which a request starts, and compact, which the night does. */
export class Machines extends Construct {
  readonly grade: StateMachine;
  readonly apply: StateMachine;
  readonly mail: StateMachine;
  readonly erase: StateMachine;
  readonly compact: StateMachine;
  readonly gradeLog: LogGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MachinesProps,
  ) {
    super(scope, id);
    this.mail = this.makeMail().machine;
    this.erase = this.makeErase().machine;
    this.compact = this.makeCompact().machine;
    this.apply = this.makeApply().machine;
    const grade = this.makeGrade();
    props.athena.allowAsking(grade.role);
    this.grade = grade.machine;
    this.gradeLog = grade.log;
    this.tellTheSteps();
  }

  private makeMail(): Machine {
    const { settings, steps } = this.props;
    const functions = steps.arns('preflight', 'send', 'close', 'report');
    return this.make('mail', mailMachine({ functions, sendersAtOnce: settings.sendersAtOnce }), functions);
  }

  private makeErase(): Machine {
    const { settings, steps } = this.props;
    const functions = steps.arns('erase', 'person', 'release');
    const definition = eraseMachine({ functions, readersSeconds: settings.sendingLeaseSeconds });
    return this.make('erase', definition, functions);
  }

  private makeCompact(): Machine {
    const functions = this.props.steps.arns('compact', 'release');
    return this.make('compact', compactMachine({ functions }), functions);
  }

  private makeApply(): Machine {
    const { settings, steps } = this.props;
    const functions = steps.arns('reclaim', 'apply', 'commit', 'announce', 'report', 'release');
    const mailMachineArn = this.mail.stateMachineArn;
    const definition = applyMachine({ functions, mailMachineArn, partsAtOnce: settings.partsAtOnce });
    return this.make('apply', definition, functions, mailMachineArn);
  }

  private makeGrade(): Machine {
    const { settings, steps, athena } = this.props;
    const { gatherSeconds, partsAtOnce } = settings;
    const functions = steps.arns(
      ...(['claim', 'undo', 'inventory', 'measure', 'collect', 'calibrate', 'plan'] as const),
      ...(['compose', 'preflight', 'effect', 'review', 'report', 'release'] as const),
    );
    const applyMachineArn = this.apply.stateMachineArn;
    const definition = gradeMachine({
      ...{ functions, applyMachineArn, gatherSeconds, partsAtOnce },
      workgroup: athena.workgroup,
    });
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

  /**
   * A request starts machines by hand, an approval the next one, and a claim what an approval did not get to; who takes the
   * run lock looks whether its holder still lives.
   */
  private tellTheSteps(): void {
    const { steps, prefix } = this.props;
    const [grade, apply] = [this.grade.stateMachineArn, this.apply.stateMachineArn];
    const [mail, erase] = [this.mail.stateMachineArn, this.erase.stateMachineArn];
    allow(steps.all.request.role, ['states:StartExecution'], [grade, apply, mail, erase]);
    for (const step of ['approve', 'claim'] as const) {
      allow(steps.all[step].role, ['states:StartExecution'], [apply]);
      steps.tell(step, { APPLY_MACHINE_ARN: apply });
    }
    steps.tell('request', { GRADE_MACHINE_ARN: grade, APPLY_MACHINE_ARN: apply, MAIL_MACHINE_ARN: mail });
    steps.tell('request', { ERASE_MACHINE_ARN: erase });
    const executions = ['grade', 'apply', 'erase', 'compact'].map((name) =>
      arnOf('states', `execution:${prefix}-${name}:*`),
    );
    for (const step of ['claim', 'reclaim', 'erase', 'compact'] as const)
      allow(
        steps.all[step].role,
        ['states:DescribeExecution'],
        executions,
        'Executions are named by runs and events.',
      );
  }
}
