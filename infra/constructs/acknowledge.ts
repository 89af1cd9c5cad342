import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Says at the construct itself why a rule of AwsSolutions does not hold there. */
export const acknowledge = (construct: IConstruct, rule: string, reason: string): void =>
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
