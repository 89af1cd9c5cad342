import { Duration } from 'aws-cdk-lib';
import { Archive, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allow } from './allow.ts';
import { arnOf } from './step-access.ts';

export interface TierBusProps {
  readonly name: string;
  readonly key: IKey;
  /** Takes what the bus could not encrypt or decrypt. */
  readonly deadLetters: IQueue;
}

/** A reader that was broken has so long to be mended; then nothing of who may have been erased meanwhile is left. */
const KEPT = Duration.days(7);

/**
 * The bus on which other systems hear of changed tiers. It has no policy of its own, so that only this account may listen;
 * whoever does makes a rule with a dead-letter queue of its own.
 */
export class TierBus extends Construct {
  readonly busName: string;
  private readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TierBusProps,
  ) {
    super(scope, id);
    const { name, key, deadLetters } = props;
    this.arn = arnOf('events', `event-bus/${name}`);
    const bus = new EventBus(this, 'Bus', {
      eventBusName: name,
      description: 'Tierwise: changes of tiers, for other systems',
      kmsKey: key,
      deadLetterQueue: deadLetters,
    });
    this.busName = bus.eventBusName;
    this.keepFrom(bus);
    this.mayBury();
  }

  allowTelling(role: Role): void {
    allow(role, ['events:PutEvents'], [this.arn]);
  }

  /** By its ARN as text: a reference would make the key wait for the bus, which waits for the key. */
  private keepFrom(bus: EventBus): void {
    const archive = new Archive(this, 'Archive', {
      archiveName: this.props.name,
      description: 'Changes of tiers of the last days, to be told again',
      sourceEventBus: EventBus.fromEventBusArn(this, 'Named', this.arn),
      eventPattern: { source: ['tierwise'] },
      retention: KEPT,
      kmsKey: this.props.key,
    });
    archive.node.addDependency(bus);
  }

  private mayBury(): void {
    const { deadLetters } = this.props;
    deadLetters.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [deadLetters.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': this.arn } },
      }),
    );
  }
}
