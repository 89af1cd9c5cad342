import type { ExportFile } from '../../shared/adapters/read-export.ts';
import type { Fetched } from '../../shared/adapters/upload-file.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import { lakeKeys, resultKeys } from '../../shared/contract/keys.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { extensionOf } from '../../shared/formats/magic.ts';
import { profileOf } from '../../shared/formats/mapping.ts';
import { answer, rejectsOf } from './answer.ts';
import { contentOf, readingName, type Sources } from './content.ts';
import { withCurrency } from './currency.ts';
import type { IntakeDeps, IntakeStore } from './dependencies.ts';
import { readMapping, type Said } from './mapping.ts';
import { withProgress } from './progress.ts';
import { intakeOf, refusedUnread, repeatOf, type Unread } from './record.ts';
import { isBadKey, later, type Upload } from './upload.ts';

/** Larger files do not fit beside their spill on the function's disk. */
const MAX_BYTES = 2 * 1024 ** 3;
const PROBLEMS = 20;

/** One reading that goes on: what is read, by which policy and mapping, into which folder. */
interface Work {
  upload: Upload;
  policy: Policy;
  dir: string;
  said: Said | undefined;
  erased: readonly string[];
}

/** Reads an upload and writes everything about it except its item, which is the commit. */
export async function readUpload(
  deps: IntakeDeps,
  upload: Upload,
  policy: Policy,
  dir: string,
): Promise<Intake> {
  if (isBadKey(upload.key)) return refuse(deps, upload, policy, { code: 'F_BAD_KEY' });
  const said = upload.mapping ? await readMapping(deps, upload.mapping) : undefined;
  if (said && 'faults' in said) return refuse(deps, upload, policy, said);
  const fetched = await deps.fetch({ ...upload, maxBytes: MAX_BYTES }, pathIn(dir));
  if ('problem' in fetched) return refuse(deps, upload, policy, { code: fetched.problem });
  const work = { upload, policy, dir, said, erased: await deps.store.erased() };
  const sources = sourcesOf(fetched, work);
  const before = await sameBefore(deps.store, contentOf(upload, sources, policy));
  return before ? readBefore(deps, work, before) : readAnew(deps, work, sources);
}

const pathIn = (dir: string): string => `${dir}/upload`;

/** What the uploader says of this very object outweighs what the mapping says of files like it. */
const sourcesOf = ({ sha256, encoding, sheet }: Fetched, { said, erased }: Work): Sources => ({
  sha256,
  encoding: encoding ?? said?.mapping.encoding,
  sheet: sheet ?? said?.mapping.sheet,
  mapping: said?.sha256,
  erased,
});

async function readAnew(deps: IntakeDeps, work: Work, sources: Sources): Promise<Intake> {
  const { upload, policy, dir, said } = work;
  const { intakeId } = upload;
  const file = await fileOf(deps, work, sources);
  const contentId = readingName(intakeId, contentOf(upload, sources, policy), file.uploadedAt);
  const out = { intakeId: contentId, dir, memoryMb: deps.memoryMb, problems: PROBLEMS, sample: 0 };
  const read = await withProgress(deps.store, upload, deps.now, (onProgress) =>
    deps.read(file, { ...out, onProgress }),
  );
  // Whoever committed while this one read has answered, too; his answer must stay.
  const first = await deps.store.find(intakeId);
  if (first) return first;
  const made = intakeOf(upload, { ...sources, contentId }, read, said && markOf(said));
  if (made.status === 'committed') {
    await deps.lake.upload(deps.paths.rows(dir), lakeKeys.rows(made.kind, contentId));
    await noteContents(deps.store, made, contentsOf(made, upload, sources, policy));
  }
  await deps.results.upload(deps.paths.rejects(dir), resultKeys.rejects(intakeId));
  return answer(deps, made);
}

const markOf = ({ versionId, sha256 }: Said) => ({ versionId, sha256 });

async function fileOf({ now, erasureKey }: IntakeDeps, work: Work, sources: Sources): Promise<ExportFile> {
  const { upload, policy, dir, said, erased } = work;
  const { encoding, sheet } = sources;
  return {
    path: pathIn(dir),
    hint: upload.hint,
    extension: extensionOf(upload.key),
    // An upload that is graded as of a past day may hold everything up to now.
    uploadedAt: later(upload.uploadedAt, now().toISOString()),
    encoding,
    sheet,
    mapping: said && profileOf(said.mapping),
    erased: erased.length > 0 ? { key: await erasureKey(), hashes: new Set(erased) } : undefined,
    policy,
  };
}

/** An export that gives the shop its currency would be read just so in that currency when it comes again. */
function contentsOf({ kind, currency }: Intake, upload: Upload, sources: Sources, policy: Policy): string[] {
  const own = contentOf(upload, sources, policy);
  if (policy.currency.code || kind !== 'orders' || !currency) return [own];
  return [own, contentOf(upload, sources, withCurrency(policy, currency))];
}

async function noteContents(store: IntakeStore, made: Intake, contents: string[]): Promise<void> {
  // What is still to come today may have come when the bytes are uploaded again.
  if (made.problems.some(({ code }) => code === 'R_DATE_FUTURE')) return;
  for (const content of contents) await store.noteContent(content, made);
}

async function sameBefore(store: IntakeStore, content: string): Promise<Intake | undefined> {
  const noted = await store.readingOf(content);
  const before = noted && (await store.find(noted.intakeId));
  // Another call may have committed its own reading of that upload.
  return before?.status !== 'refused' && before?.contentId === noted?.contentId ? before : undefined;
}

/** The same bytes again: a newer statement of the same rows, which lie in the lake already. */
async function readBefore(deps: IntakeDeps, { upload, dir, said }: Work, before: Intake): Promise<Intake> {
  const { results } = deps;
  const [rejects, path] = [resultKeys.rejects(before.intakeId), deps.paths.rejects(dir)];
  // Answers may be tidied away; what was taken in counts without them.
  if (await results.head(rejects)) {
    await results.download(rejects, path);
    await results.upload(path, resultKeys.rejects(upload.intakeId));
  }
  return answer(deps, repeatOf(before, upload, said && markOf(said)));
}

async function refuse(deps: IntakeDeps, upload: Upload, policy: Policy, why: Unread): Promise<Intake> {
  const text = rejectsOf(why.code, policy.shop.language);
  await deps.results.put(resultKeys.rejects(upload.intakeId), text, 'text/csv');
  return answer(deps, refusedUnread(upload, why));
}
