import { receiveText } from './body.ts';
import type { Call, Operation, S3 } from './call.ts';
import { wanted } from './get.ts';
import { document, inside, leaf, tag, textOf } from './xml.ts';

export const getTags: Operation = (s3, call) => {
  const { tags, versionId } = wanted(s3, call);
  const list = Object.entries(tags).map(([key, value]) => tag('Tag', leaf('Key', key), leaf('Value', value)));
  const body = document(tag('Tagging', tag('TagSet', ...list)));
  return { status: 200, headers: { 'x-amz-version-id': versionId }, body };
};

export const putTags: Operation = async (s3, call) => {
  const request = await receiveText(call.req, call.headers);
  const pairs = inside(request, 'Tag').map((one) => [textOf(one, 'Key') ?? '', textOf(one, 'Value') ?? '']);
  return { status: 200, headers: setTags(s3, call, Object.fromEntries(pairs)) };
};

export const deleteTags: Operation = (s3, call) => ({ status: 204, headers: setTags(s3, call, {}) });

function setTags(s3: S3, call: Call, tags: Record<string, string>) {
  const { bucket, key, versionId } = wanted(s3, call);
  s3.catalog.record({ op: 'tags', bucket, key, versionId, tags });
  return { 'x-amz-version-id': versionId };
}
