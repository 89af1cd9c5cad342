import { RemovalPolicy } from 'aws-cdk-lib';
import { type Attribute, AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

/** A table that must survive everything: no item expires, every second of 35 days can be restored, nobody deletes it. */
export const keptTable = (
  scope: Construct,
  id: string,
  encryptionKey: IKey,
  partition: string,
  sort?: string,
): Table =>
  new Table(scope, id, {
    partitionKey: text(partition),
    ...(sort === undefined ? {} : { sortKey: text(sort) }),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
