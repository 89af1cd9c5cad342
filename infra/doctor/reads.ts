/** What `doctor` asks of AWS, by what it asks about. Its managed policy grants this and nothing else. */
export const DOCTOR_READS = {
  account: ['ses:GetAccount'],
  identity: ['ses:GetEmailIdentity'],
  configurationSet: ['ses:GetConfigurationSet', 'ses:GetConfigurationSetEventDestinations'],
  /** S3 asks this right of whoever looks whether a bucket is there. */
  bucket: ['s3:ListBucket'],
  table: ['dynamodb:DescribeTable'],
  /** Which policy is in use, and which plan is the newest. */
  runs: ['dynamodb:GetItem', 'dynamodb:Query'],
  /** The policy itself, and how many mails the newest plan has. */
  object: ['s3:GetObject'],
  /** Both lie encrypted. */
  key: ['kms:Decrypt'],
  /** What it is called, never its value. */
  secret: ['secretsmanager:DescribeSecret'],
  schedule: ['scheduler:GetSchedule'],
  alarms: ['sns:ListSubscriptionsByTopic'],
} as const;
