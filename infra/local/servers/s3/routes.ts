import { createBucket, getVersioning, headBucket, listBuckets } from './buckets.ts';
import type { Operation } from './call.ts';
import { copyObject } from './copy.ts';
import { deleteObject, deleteObjects } from './delete.ts';
import { getObject, headObject } from './get.ts';
import { listObjects } from './list.ts';
import { listVersions } from './list-versions.ts';
import { abortUpload, completeUpload, createUpload, listParts, uploadPart } from './multipart.ts';
import { putObject } from './put.ts';
import { deleteTags, getTags, putTags } from './tags.ts';

export type Level = 'service' | 'bucket' | 'object';

/** One thing that S3 can be asked for. `needs` and `takes` are query parameters; any other makes it another thing. */
export interface Route {
  name: string;
  method: string;
  on: Level;
  needs: string[];
  takes: string[];
  run: Operation;
}

const route =
  (on: Level) =>
  (name: string, method: string, run: Operation, needs: string[] = [], takes: string[] = []): Route => ({
    ...{ name, method, on, needs, takes, run },
  });
const [service, bucket, object] = [route('service'), route('bucket'), route('object')];

const paging = ['prefix', 'delimiter', 'max-keys', 'encoding-type'];

export const COPY = object('CopyObject', 'PUT', copyObject);

export const ROUTES: readonly Route[] = [
  service('ListBuckets', 'GET', listBuckets),
  bucket('CreateBucket', 'PUT', createBucket),
  bucket('HeadBucket', 'HEAD', headBucket),
  bucket('GetBucketVersioning', 'GET', getVersioning, ['versioning']),
  bucket(
    'ListObjectsV2',
    'GET',
    listObjects,
    ['list-type'],
    [...paging, 'continuation-token', 'start-after', 'fetch-owner'],
  ),
  bucket(
    'ListObjectVersions',
    'GET',
    listVersions,
    ['versions'],
    [...paging, 'key-marker', 'version-id-marker'],
  ),
  bucket('DeleteObjects', 'POST', deleteObjects, ['delete']),
  object('PutObject', 'PUT', putObject),
  object('GetObject', 'GET', getObject, [], ['versionId']),
  object('HeadObject', 'HEAD', headObject, [], ['versionId']),
  object('DeleteObject', 'DELETE', deleteObject, [], ['versionId']),
  object('GetObjectTagging', 'GET', getTags, ['tagging'], ['versionId']),
  object('PutObjectTagging', 'PUT', putTags, ['tagging'], ['versionId']),
  object('DeleteObjectTagging', 'DELETE', deleteTags, ['tagging'], ['versionId']),
  object('CreateMultipartUpload', 'POST', createUpload, ['uploads']),
  object('UploadPart', 'PUT', uploadPart, ['uploadId', 'partNumber']),
  object('CompleteMultipartUpload', 'POST', completeUpload, ['uploadId']),
  object('AbortMultipartUpload', 'DELETE', abortUpload, ['uploadId']),
  object('ListParts', 'GET', listParts, ['uploadId'], ['max-parts', 'part-number-marker']),
];
