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
import { Construct } from 'constructs';
import { allow } from './allow.ts';
import { arnOf } from './step-access.ts';

export interface MailIdentityProps {
  readonly name: string;
  readonly domain: string;
  readonly sender: string;
}

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
    configurationSet.addEventDestination('Events', {
      // SES knows only the account's default bus.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    new EmailIdentity(this, 'Identity', { identity: Identity.domain(props.domain), configurationSet });
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

  /** What a pass over many mails asks first. */
  allowAsking(role: Role): void {
    allow(
      role,
      ['ses:GetSendQuota', 'ses:GetAccountSendingEnabled', 'ses:GetIdentityVerificationAttributes'],
      ['*'],
      'The quota is the account’s, and so is what is verified; neither has a resource.',
    );
  }
}
