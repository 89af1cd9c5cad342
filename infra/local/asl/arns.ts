/** Names of machines and executions as Step Functions writes them. */
const PREFIX = 'arn:aws:states:local:000000000000';

export const machineArn = (machine: string): string => `${PREFIX}:stateMachine:${machine}`;
export const executionArn = (machine: string, name: string): string =>
  `${PREFIX}:execution:${machine}:${name}`;

export const machineOf = (arn: string): string => arn.split(':')[6] ?? '';
export const executionOf = (arn: string): { machine: string; name: string } => {
  const [, , , , , , machine = '', name = ''] = arn.split(':');
  return { machine, name };
};
