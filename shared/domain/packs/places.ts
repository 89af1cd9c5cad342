/** One object of the lake that holds the rows of several exports in the place of their own objects. */
export interface Pack {
  key: string;
  kind: string;
  /** Its place among all packs, 1 = oldest. */
  seq: number;
  contents: readonly string[];
  /** When it was made, ISO 8601 UTC. */
  at: string;
  /** The newest run there was then: it and those before may read what the pack replaced. */
  afterRun: number;
}

/** One reading of an export, as far as it matters where its rows lie. */
export interface Placed {
  kind: string;
  contentId: string;
}

/** An object of the lake, and whose rows of it count; without `only` all of them do. */
export interface Source {
  key: string;
  only?: readonly string[];
}

/** What the lake calls things. */
export interface LakeNames {
  /** The object of one reading alone. */
  rows(kind: string, contentId: string): string;
  /** The place of a pack among all packs; undefined where a key is none of a pack. */
  packSeq(key: string): number | undefined;
}

const nameOf = ({ kind, contentId }: Placed): string => `${kind} ${contentId}`;

const readingsIn = ({ kind, contents }: Pack): Placed[] => contents.map((contentId) => ({ kind, contentId }));

const oldestFirst = (packs: readonly Pack[]): Pack[] => [...packs].sort((a, b) => a.seq - b.seq);

/** The newest pack that has a reading; undefined where its rows lie in an object of their own. */
function newestPack(packs: readonly Pack[]): (reading: Placed) => Pack | undefined {
  const newest = new Map(
    oldestFirst(packs).flatMap((pack) => readingsIn(pack).map((reading) => [nameOf(reading), pack])),
  );
  return (reading) => newest.get(nameOf(reading));
}

/** Tells the object that a reading's rows are read from. */
export function placesIn(packs: readonly Pack[], names: LakeNames): (reading: Placed) => string {
  const packOf = newestPack(packs);
  return (reading) => packOf(reading)?.key ?? names.rows(reading.kind, reading.contentId);
}

/** The objects of these readings, each once. In a pack lie others as well, which may have been withdrawn since. */
export function sourcesOf(readings: readonly (Placed & { lakeKey: string })[], names: LakeNames): Source[] {
  const sources = new Map<string, { key: string; only?: string[] }>();
  for (const { kind, contentId, lakeKey: key } of readings) {
    const isOwn = key === names.rows(kind, contentId);
    const source = sources.get(key) ?? (isOwn ? { key } : { key, only: [] });
    source.only?.push(contentId);
    sources.set(key, source);
  }
  return [...sources.values()];
}

/** Objects that no reading lies in any more, each with the pack that took the last of it. */
export function replacedBy(packs: readonly Pack[], names: LakeNames): Map<string, Pack> {
  const packOf = newestPack(packs);
  const replaced = new Map<string, Pack>();
  for (const pack of oldestFirst(packs)) {
    const takers = readingsIn(pack).flatMap((reading) => packOf(reading) ?? []);
    for (const { kind, contentId } of readingsIn(pack)) {
      const own = names.rows(kind, contentId);
      if (!replaced.has(own)) replaced.set(own, pack);
    }
    const last = oldestFirst(takers).at(-1);
    if (last && !takers.includes(pack)) replaced.set(pack.key, last);
  }
  return replaced;
}

/** Of the lake's keys those that readings lie in: neither what a pack has replaced nor a pack that was never finished. */
export function standing(keys: readonly string[], packs: readonly Pack[], names: LakeNames): string[] {
  const [replaced, known] = [replacedBy(packs, names), new Set(packs.map(({ key }) => key))];
  return keys.filter((key) => !replaced.has(key) && (names.packSeq(key) === undefined || known.has(key)));
}
