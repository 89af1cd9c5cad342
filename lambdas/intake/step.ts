import type { Bucket } from '../../shared/adapters/bucket.ts';
import type { ExportFile, ExportRead, Outputs } from '../../shared/adapters/read-export.ts';
import type { Fetched, Fetching } from '../../shared/adapters/upload-file.ts';
import type { Intake, ObjectCreated } from '../../shared/contract/intake.ts';
import { lakeKeys, resultKeys } from '../../shared/contract/keys.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { answerOf, rejectsOf } from './answer.ts';
import { intakeOf, refusedUnread, repeatOf, type Upload } from './record.ts';

export interface IntakeStore {
  find: (intakeId: string) => Promise<Intake | undefined>;
  commit: (intake: Intake) => Promise<boolean>;
  contentId: (content: string) => Promise<string | undefined>;
  noteContent: (content: string, intakeId: string) => Promise<unknown>;
  markPending: () => Promise<void>;
}

export interface IntakeDeps {
  intakeId: (bucket: string, key: string, versionId: string) => string;
  fetch: (upload: { key: string; versionId: string; maxBytes: number }, path: string) => Promise<Fetching>;
  read: (file: ExportFile, out: Outputs) => Promise<ExportRead>;
  paths: { rows: (dir: string) => string; rejects: (dir: string) => string };
  scratch: <T>(work: (dir: string) => Promise<T>) => Promise<T>;
  lake: Pick<Bucket, 'upload' | 'putIfAbsent' | 'head'>;
  results: Pick<Bucket, 'upload' | 'download' | 'head' | 'put'>;
  store: IntakeStore;
  policy: () => Promise<Policy>;
  memoryMb: number;
  now: () => Date;
}

/** Rises when the same bytes would be read differently; contents read by an older one are then read again. */
const PARSER_VERSION = 1;
/** Larger files do not fit beside their spill on the function's disk. */
const MAX_BYTES = 2 * 1024 ** 3;
const PROBLEMS = 20;
const CONTROL = /\p{Cc}/u;

/**
 * Takes in one version of an uploaded export. Everything is written before the commit, which is one conditional item;
 * what follows the commit (the pending mark, the marker that wakes grading) is made up for when the call is repeated.
 */
export const intake =
  (deps: IntakeDeps) =>
  async (event: ObjectCreated): Promise<Intake> => {
    const upload = uploadOf(event, deps.intakeId);
    const taken = (await deps.store.find(upload.intakeId)) ?? (await takeIn(deps, upload));
    if (taken.status === 'committed') await announce(deps, taken);
    return taken;
  };

function uploadOf({ time, detail }: ObjectCreated, intakeId: IntakeDeps['intakeId']): Upload {
  const { key, sequencer, 'version-id': versionId } = detail.object;
  return {
    intakeId: intakeId(detail.bucket.name, key, versionId),
    key,
    versionId,
    uploadedAt: new Date(time).toISOString(),
    sequencer,
    hint: key.startsWith('customers/') ? 'customers' : 'orders',
  };
}

/** Reads, writes and commits; the item of whoever committed first counts. */
async function takeIn(deps: IntakeDeps, upload: Upload): Promise<Intake> {
  const policy = await deps.policy();
  const made = await deps.scratch((dir) => readUpload(deps, upload, policy, dir));
  if (await deps.store.commit(made)) return made;
  return (await deps.store.find(upload.intakeId)) ?? made;
}

async function readUpload(deps: IntakeDeps, upload: Upload, policy: Policy, dir: string): Promise<Intake> {
  if (CONTROL.test(upload.key)) return refuse(deps, upload, policy, 'F_BAD_KEY');
  const path = `${dir}/upload`;
  const fetched = await deps.fetch({ ...upload, maxBytes: MAX_BYTES }, path);
  if ('problem' in fetched) return refuse(deps, upload, policy, fetched.problem);
  const content = contentOf(upload, fetched, policy);
  const before = await sameBefore(deps.store, content);
  if (before) return readBefore(deps, upload, before, deps.paths.rejects(dir));
  const { hint, intakeId } = upload;
  const uploadedAt = later(upload.uploadedAt, deps.now().toISOString());
  const file = { path, hint, uploadedAt, encoding: fetched.encoding, policy };
  const out = { intakeId, dir, memoryMb: deps.memoryMb, problems: PROBLEMS, sample: 0 };
  const made = intakeOf(upload, fetched.sha256, await deps.read(file, out));
  if (made.status === 'committed') {
    await deps.lake.upload(deps.paths.rows(dir), lakeKeys.rows(made.kind, intakeId));
    // What is still to come today may have come when the bytes are uploaded again.
    if (!made.problems.some(({ code }) => code === 'R_DATE_FUTURE'))
      await deps.store.noteContent(content, intakeId);
  }
  await deps.results.upload(deps.paths.rejects(dir), resultKeys.rejects(intakeId));
  return answer(deps, made);
}

/** An upload that is graded as of a past day may hold everything up to now. */
const later = (a: string, b: string): string => (a > b ? a : b);

/**
 * What decides how bytes are read: themselves, the folder they lay in, the encoding they were said to have, and what of
 * the policy shows in rows and counts: the zone and currency of what names none, and who is somebody at all.
 */
function contentOf({ hint }: Upload, { sha256, encoding }: Fetched, policy: Policy): string {
  const { timeZone, currency, identity } = policy;
  const reading = [timeZone, currency.code ?? '', identity.join('+')];
  return [hint, PARSER_VERSION, sha256, ...reading, ...(encoding ? [encoding] : [])].join('#');
}

async function sameBefore(store: IntakeStore, content: string): Promise<Intake | undefined> {
  const contentId = await store.contentId(content);
  const before = contentId === undefined ? undefined : await store.find(contentId);
  return before?.status === 'refused' ? undefined : before;
}

/** The same bytes again: a newer statement of the same rows, which lie in the lake already. */
async function readBefore({ results }: IntakeDeps, upload: Upload, before: Intake, path: string) {
  const rejects = resultKeys.rejects(before.contentId);
  // Answers may be tidied away; what was taken in counts without them.
  if (await results.head(rejects)) {
    await results.download(rejects, path);
    await results.upload(path, resultKeys.rejects(upload.intakeId));
  }
  return answer({ results }, repeatOf(before, upload));
}

async function refuse(
  { results }: IntakeDeps,
  upload: Upload,
  policy: Policy,
  code: string,
): Promise<Intake> {
  await results.put(resultKeys.rejects(upload.intakeId), rejectsOf(code, policy.shop.language), 'text/csv');
  return answer({ results }, refusedUnread(upload, code));
}

async function answer({ results }: Pick<IntakeDeps, 'results'>, made: Intake): Promise<Intake> {
  const text = JSON.stringify(answerOf(made), null, 1);
  await results.put(resultKeys.answer(made.intakeId), text, 'application/json');
  return made;
}

/** Marks what a run must look at and wakes grading, once for each upload. */
async function announce({ lake, store }: IntakeDeps, taken: Intake): Promise<void> {
  const marker = lakeKeys.intake(taken.intakeId);
  if (await lake.head(marker)) return;
  await store.markPending();
  await lake.putIfAbsent(marker, JSON.stringify(taken));
}
