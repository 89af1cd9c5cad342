import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { allow } from './allow.ts';
import { arnOf } from './step-access.ts';

export interface MailIdentityProps {
  readonly name: string;
  readonly domain: string;
  readonly sender: string;
  /** The second way for events. */
  readonly topic: ITopic;
  /** Whether SES counts the pictures that mail programs load; it puts one of its own into every mail for that. */
  readonly countOpens: boolean;
}

/** What changes a mail's or a mailbox's state; both destinations get it. */
const FATES = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
];

/** The domain that mail is sent and signed from, and what SES tells about each mail. */
export class MailIdentity extends Construct {
  readonly configurationSetName: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MailIdentityProps,
  ) {
    super(scope, id);
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: props.name,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.configurationSetName = props.name;
    this.tell(configurationSet);
    new EmailIdentity(this, 'Identity', { identity: Identity.domain(props.domain), configurationSet });
  }

  /** One way may lose an event ("best effort"); what only the report counts goes by the cheaper one alone. */
  private tell(configurationSet: ConfigurationSet): void {
    configurationSet.addEventDestination('Events', {
      // SES knows only the account's default bus.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: FATES,
    });
    const opens = this.props.countOpens ? [EmailSendingEvent.OPEN] : [];
    configurationSet.addEventDestination('Topic', {
      destination: EventDestination.snsTopic(this.props.topic),
      events: [...FATES, EmailSendingEvent.DELIVERY, ...opens],
    });
  }

  /** One identity, one configuration set, one sender's address. */
  allowSending(role: Role): void {
    const { domain, name, sender } = this.props;
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [arnOf('ses', `identity/${domain}`), arnOf('ses', `configuration-set/${name}`)],
        conditions: { StringEquals: { 'ses:FromAddress': sender } },
      }),
    );
  }

  /** What SES says of the account, the domain and the configuration set; asked before the first mail of a run or a pass. */
  allowLooking(role: Role): void {
    const { domain, name } = this.props;
    allow(role, ['ses:GetAccount'], ['*'], 'The account itself; it has no resource.');
    allow(role, ['ses:GetEmailIdentity'], [arnOf('ses', `identity/${domain}`)]);
    const set = arnOf('ses', `configuration-set/${name}`);
    allow(role, ['ses:GetConfigurationSet', 'ses:GetConfigurationSetEventDestinations'], [set]);
  }
}
