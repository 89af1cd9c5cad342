import { type LakeNames, type Pack, type Placed, placesIn, type Source, sourcesOf } from './places.ts';

/** One reading of an export, and how many rows the lake holds of it. */
export interface Reading extends Placed {
  rows: number;
}

/** What one new pack is made of. */
export interface Gathering {
  kind: string;
  readings: Reading[];
  sources: Source[];
}

/** So few rows that asking for their object costs more than reading it: 500,000 orders are about 8 MB. */
const SMALL_ROWS = 500_000;
/** Fewer small objects than that delay no run. */
const MANY = 20;
/** What one call writes well within its time, and as many exports as the item of a pack can name. */
const [MOST_ROWS, MOST_CONTENTS] = [5_000_000, 5000];
/** Ten that are just small fill a pack: so each leaves fewer objects, and none is gathered for ever. */
const SMALL_CONTENTS = MOST_CONTENTS / 10;

/** The next small objects of one kind to be gathered, the oldest first; undefined where no kind has many. */
export function toGather(
  readings: readonly Reading[],
  packs: readonly Pack[],
  names: LakeNames,
): Gathering | undefined {
  const placeOf = placesIn(packs, names);
  for (const kind of new Set(readings.map((reading) => reading.kind))) {
    const mine = readings.filter((reading) => reading.kind === kind);
    const small = objectsOf(mine, placeOf).filter(isSmall);
    if (small.length < MANY) continue;
    const chosen = asManyAsFit(small);
    const placed = chosen.map((reading) => ({ ...reading, lakeKey: placeOf(reading) }));
    return { kind, readings: chosen, sources: sourcesOf(placed, names) };
  }
  return undefined;
}

/** The readings that lie in one object, object by object. */
function objectsOf(readings: readonly Reading[], placeOf: (reading: Placed) => string): Reading[][] {
  const objects = new Map<string, Reading[]>();
  for (const reading of readings) {
    const inIt = objects.get(placeOf(reading)) ?? [];
    inIt.push(reading);
    objects.set(placeOf(reading), inIt);
  }
  return [...objects.values()];
}

const isSmall = (inIt: readonly Reading[]): boolean =>
  rowsOf(inIt) < SMALL_ROWS && inIt.length < SMALL_CONTENTS;

const rowsOf = (readings: readonly Reading[]): number => readings.reduce((sum, { rows }) => sum + rows, 0);

function asManyAsFit(objects: readonly Reading[][]): Reading[] {
  const chosen: Reading[] = [];
  let rows = 0;
  for (const inIt of objects) {
    rows += rowsOf(inIt);
    if (rows > MOST_ROWS || chosen.length + inIt.length > MOST_CONTENTS) break;
    chosen.push(...inIt);
  }
  return chosen;
}
