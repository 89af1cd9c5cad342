import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
export const acknowledgeWildcards = (policy: IConstruct, reason: string): void => {
  void policy; void reason; void acknowledge; void Stack; void CfnResource;
};
