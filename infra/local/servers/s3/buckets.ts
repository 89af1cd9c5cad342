import type { Operation } from './call.ts';
import { S3Error } from './errors.ts';
import { document, leaf, tag } from './xml.ts';

export const listBuckets: Operation = ({ catalog }) => {
  const rows = [...catalog.buckets.keys()].sort().map((name) => tag('Bucket', leaf('Name', name)));
  return { status: 200, body: document(tag('ListAllMyBucketsResult', tag('Buckets', ...rows))) };
};

export const createBucket: Operation = ({ catalog }, { bucket }) => {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new S3Error('InvalidBucketName', 400, 'The specified bucket is not valid.');
  if (catalog.buckets.has(bucket))
    throw new S3Error('BucketAlreadyOwnedByYou', 409, 'The bucket exists, and it is yours.');
  catalog.record({ op: 'bucket', bucket });
  return { status: 200, headers: { location: `/${bucket}` } };
};

export const headBucket: Operation = () => ({ status: 200 });

/** Versions are always kept. */
export const getVersioning: Operation = () => ({
  status: 200,
  body: document(tag('VersioningConfiguration', leaf('Status', 'Enabled'))),
});
