import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** A secret `{"seed": "…"}` that is made once, from which keys are derived; deploying again leaves it as it is. */
export const seedSecret = (scope: Construct, id: string, encryptionKey: IKey, description: string): Secret =>
  new Secret(scope, id, {
    ...{ description, encryptionKey },
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: 'seed',
      passwordLength: 64,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN,
  });
