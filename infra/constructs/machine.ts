import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Definition } from '../machines/asl.ts';
import { allow, explainWildcard } from './allow.ts';
import { logGroup } from './log-group.ts';
import { arnOf } from './step-access.ts';

export interface MachineProps {
  readonly name: string;
  readonly definition: Definition;
  readonly logKey: IKey;
  /** ARNs of the functions that it calls. */
  readonly calls: Record<string, string>;
  /** The machine that it starts at its end. */
  readonly starts?: string;
}

/** A Standard machine with a role of its own; its log tells every state and never what the state held. */
export class Machine extends Construct {
  readonly machine: StateMachine;
  readonly log: LogGroup;
  readonly role: Role;

  constructor(scope: Construct, id: string, { name, definition, logKey, calls, starts }: MachineProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    this.role = role;
    allow(role, ['lambda:InvokeFunction'], Object.values(calls));
    if (starts !== undefined) allow(role, ['states:StartExecution'], [starts]);
    mayRunItsMaps(role, name);
    explainWildcard(role, '*', 'X-Ray traces and log deliveries know no resources.');
    this.log = logGroup(this, `/aws/vendedlogs/states/${name}`, logKey);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
      role,
      tracingEnabled: true,
      logs: { destination: this.log, level: LogLevel.ALL, includeExecutionData: false },
    });
  }
}

/** A distributed map starts its children as executions of the same machine. */
function mayRunItsMaps(role: Role, name: string): void {
  allow(role, ['states:StartExecution'], [arnOf('states', `stateMachine:${name}`)]);
  const children = [arnOf('states', `execution:${name}/*`), arnOf('states', `execution:${name}:*`)];
  const actions = ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'];
  allow(role, actions, children, 'Step Functions names the executions of a map itself.');
}
