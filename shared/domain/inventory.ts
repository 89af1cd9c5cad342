import { both } from './bilingual.ts';
import type { Policy } from './policy/schema.ts';
import { Refusal } from './refusal.ts';
import { comparable } from './upload-order.ts';

/** An upload as far as it matters which one it is and where it stands among the others. */
export interface Placed {
  intakeId: string;
  /** Names the reading whose rows lie in the lake; uploads of the same bytes share it. */
  contentId: string;
  /** Of the bytes, where it is known: bytes that were read again by another policy are still the same export. */
  sha256?: string | undefined;
  kind: string;
  status: string;
  key: string;
  versionId: string;
  uploadedAt: string;
  sequencer: string;
}

/** What the inventory needs to know of an upload. Amounts are by currency; '' = the file named none. */
export interface Upload extends Placed {
  amounts: Record<string, number>;
  currency?: string | undefined;
}

/**
 * An upload that counts; `seq` is its place among them, 1 = oldest. `first` is the place of the first upload of these
 * bytes among all uploads.
 */
export type Counted<T extends Upload> = T & { seq: number; first: number };

const place = ({ uploadedAt, sequencer, intakeId }: Placed): string[] => [
  uploadedAt,
  comparable(sequencer),
  intakeId,
];

/** Oldest first. */
export function byPlace(a: Placed, b: Placed): number {
  const [left, right] = [place(a), place(b)];
  const at = left.findIndex((part, i) => part !== right[i]);
  return at < 0 ? 0 : (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
}

/** Names one version of one object, however often and by whatever mapping it was read. */
export const versionOf = ({ key, versionId }: Pick<Placed, 'key' | 'versionId'>): string =>
  JSON.stringify([key, versionId]);

/**
 * Of several readings of one version, without a mapping and by one or the other, the newest one that could be read. It
 * stands for the version also when it was withdrawn: what went out was the file, and an older reading of it stays out.
 */
export function newestReadings<T extends Placed>(uploads: readonly T[]): T[] {
  const read = uploads.filter(({ status }) => status !== 'refused').sort(byPlace);
  return [...new Map(read.map((upload) => [versionOf(upload), upload])).values()];
}

/** Uploads with the same one have the same rows to say. */
export const bytesOf = ({ kind, sha256, contentId }: Placed): string => `${kind} ${sha256 || contentId}`;

/**
 * DESIGN, rule 2: what is committed counts, and an export that is uploaded again counts as a newer statement. So the
 * same bytes stand here once, at the place of their newest upload.
 */
export function countedUploads<T extends Upload>(uploads: readonly T[]): Counted<T>[] {
  const newest = new Map<string, { upload: T; first: number }>();
  const committed = newestReadings(uploads).filter(({ status }) => status === 'committed');
  for (const [place, upload] of committed.sort(byPlace).entries()) {
    const bytes = bytesOf(upload);
    newest.set(bytes, { upload, first: newest.get(bytes)?.first ?? place });
  }
  return [...newest.values()]
    .sort((a, b) => byPlace(a.upload, b.upload))
    .map(({ upload, first }, i) => ({ ...upload, first, seq: i + 1 }));
}

/** What counts in a run; throws where no export of the `graded` kinds is among it. */
export function takeInventory<T extends Upload>(
  uploads: readonly T[],
  graded: readonly string[] = ['orders'],
): Counted<T>[] {
  const counted = countedUploads(uploads);
  if (!counted.some(({ kind }) => graded.includes(kind))) throw noExport(graded);
  return counted;
}

/** ISO 4217 for "no currency". */
const NO_CURRENCY = 'XXX';

/**
 * The currency of all amounts of a run: the policy's, else the one that most rows of the first orders export name that
 * names any. Uploading an export again does not make it a later one here: the currency of all figures would jump.
 */
export function currencyOf(policy: Policy, uploads: readonly Counted<Upload>[]): string {
  const naming = uploads.filter(({ kind, currency }) => kind === 'orders' && currency !== undefined);
  const [first] = naming.sort((a, b) => a.first - b.first);
  return policy.currency.code ?? first?.currency ?? NO_CURRENCY;
}

/** Throws when an export has amounts in a currency that the policy gives no rate for. */
export function mustHaveRates(policy: Policy, currency: string, uploads: readonly Upload[]): void {
  const named = new Set(uploads.flatMap(({ amounts }) => Object.keys(amounts)));
  const missing = [...named]
    .filter((code) => code !== '' && code !== currency && !Object.hasOwn(policy.currency.rates, code))
    .sort();
  if (missing.length > 0) throw noRate(missing.join(', '), currency);
}

/** A run as far as it matters whether it touched customers. */
export interface EarlierRun {
  runId: string;
  runSeq: number;
  state: string;
  parts: number;
}

/** A plan that still waits may begin to write, and die half-way, before the run that is planned now is applied. */
const MAY_HAVE_WRITTEN = ['AWAITING_APPROVAL', 'APPROVED', 'APPLYING', 'FAILED', 'SUPERSEDED'];

/** Runs after the base that may have written customers, or may yet, and never committed. */
export const uncommittedRuns = (runs: readonly EarlierRun[], baseSeq: number, runSeq: number) =>
  runs
    .filter((run) => run.runSeq > baseSeq && run.runSeq < runSeq && run.parts > 0)
    .filter(({ state }) => MAY_HAVE_WRITTEN.includes(state))
    .map(({ runId, parts }) => ({ runId, parts }));

/** Folders of the uploads bucket are called like the kinds. */
function noExport(graded: readonly string[]): Refusal {
  const folders = graded.map((kind) => `${kind}/`);
  return new Refusal(
    'E_NO_EXPORT',
    both('There is no export that people could be graded by.', '没有可用于评级的导出文件。'),
    both(
      `Upload one under ${folders.join(' or ')} in the uploads bucket; the answer to an upload says why it was refused.`,
      `请把导出文件上传到上传桶的 ${folders.join(' 或 ')} 目录下；若文件被拒绝，原因见对应的回执。`,
    ),
  );
}

export const noRate = (codes: string, currency: string) =>
  new Refusal(
    'E_CURRENCY_NO_RATE',
    both(
      `The exports have amounts in ${codes}, but the policy gives no rate to ${currency}.`,
      `导出文件中有 ${codes} 的金额，但策略未给出其折算为 ${currency} 的汇率。`,
    ),
    both(
      `Add ${codes} under currency.rates in the policy (how many ${currency} one unit is worth) and upload it again.`,
      `请在策略的 currency.rates 中加入 ${codes}（一单位折合多少 ${currency}），然后重新上传策略。`,
    ),
  );
