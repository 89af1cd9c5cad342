import { z } from 'zod';

const ResourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});
export type Resource = z.infer<typeof ResourceSchema>;

const OutputSchema = z.looseObject({
  Value: z.unknown().optional(),
  Export: z.object({ Name: z.unknown().optional() }).optional(),
});

/** What the local cloud reads of a CloudFormation template. */
export const TemplateSchema = z.looseObject({
  Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown().optional() })).default({}),
  Resources: z.record(z.string(), ResourceSchema),
  Outputs: z.record(z.string(), OutputSchema).default({}),
});
export type Template = z.infer<typeof TemplateSchema>;

/** Where a type's own name stands among its properties. */
const NAMED_BY: Record<string, string> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
};

/** The given name, or one made of the logical id: `LakeBucketB1D32E10` is `tierwise-local-lake-bucket`. */
export function physicalName(logicalId: string, resource: Resource): string {
  const given = resource.Properties[NAMED_BY[resource.Type] ?? 'Name'];
  if (typeof given === 'string') return given;
  const words = logicalId.replace(/[0-9A-F]{8}$/, '').replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-');
  return `tierwise-local-${words.toLowerCase()}`;
}

const HERE = 'local:000000000000';

const ARNS: Record<string, (name: string) => string> = {
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name}`,
  'AWS::DynamoDB::Table': (name) => `arn:aws:dynamodb:${HERE}:table/${name}`,
  'AWS::DynamoDB::GlobalTable': (name) => `arn:aws:dynamodb:${HERE}:table/${name}`,
  'AWS::Lambda::Function': (name) => `arn:aws:lambda:${HERE}:function:${name}`,
  'AWS::StepFunctions::StateMachine': (name) => `arn:aws:states:${HERE}:stateMachine:${name}`,
  'AWS::IAM::Role': (name) => `arn:aws:iam::000000000000:role/${name}`,
};

export function arnOf(type: string, name: string): string {
  const service = type.split('::')[1]?.toLowerCase() ?? '';
  return ARNS[type]?.(name) ?? `arn:aws:${service}:${HERE}:${name}`;
}

/** Types whose Ref is an ARN; all others' is a name. A secret goes by its name here. */
export const REF_IS_ARN = new Set(['AWS::StepFunctions::StateMachine', 'AWS::SNS::Topic']);
