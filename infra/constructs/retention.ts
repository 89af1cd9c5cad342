import { Duration } from 'aws-cdk-lib';
import type { LifecycleRule } from 'aws-cdk-lib/aws-s3';
import type { Settings } from '../config.ts';

/** The folders into which people put what names customers. */
const RAW = ['orders/', 'customers/', 'activity/', 'feedback/', 'overrides/'];

/** Days. What people asked is looked at within weeks; what replaced versions say can be taken back for a quarter. */
const [REQUESTS, PERSON, OLD] = [30, 7, 90];

/** An object goes after so many days; a version that was replaced, or whose object is gone, so many days after that. */
const gone = (prefix: string, days: number, versions: number): LifecycleRule => ({
  prefix,
  expiration: Duration.days(days),
  noncurrentVersionExpiration: Duration.days(versions),
});

/**
 * What S3 deletes by itself. Raw exports stay long enough that a better parser reads a year of them again; policies,
 * templates and offers name nobody and stay. Of lake and results, where a run's snapshot and its proof must stay, only
 * replaced versions go, what was gathered of a person, the record of an erasure that never came to its end, and the
 * working files of Athena.
 */
export const retention = ({
  rawExportDays,
  athenaDays,
}: Pick<Settings, 'rawExportDays' | 'athenaDays'>): Record<
  'uploads' | 'lake' | 'results',
  LifecycleRule[]
> => {
  const oldVersions = { noncurrentVersionExpiration: Duration.days(OLD) };
  return {
    uploads: [...RAW.map((prefix) => gone(prefix, rawExportDays, OLD)), gone('requests/', REQUESTS, 1)],
    lake: [oldVersions, gone('erasures/', REQUESTS, 1), gone('athena/', athenaDays, 1)],
    results: [oldVersions, gone('exports/', PERSON, 1)],
  };
};
