import type { FoundPerson, PersonFile } from '../../shared/contract/erasure.ts';
import type { PersonCall, PersonDependencies } from './dependencies.ts';
import { asFarAsTimeAllows } from './in-time.ts';
import { LEFT, SAYS } from './words.ts';

/** What was read of one part, and the files or runs that the time did not suffice for. */
interface Read {
  held: unknown[];
  left?: readonly string[] | undefined;
}
type Parts = Record<keyof typeof SAYS, Read>;

interface Held extends Pick<PersonFile, 'parts' | 'left'> {
  /** Neither an export nor a table knows him. */
  isNothing: boolean;
}

/** Everything that is held of a person: what is short first, then mails, and last what is long, the newest run first. */
export async function heldOf(deps: PersonDependencies, found: FoundPerson, call: PersonCall): Promise<Held> {
  const { asked: _, by: _by, ...names } = found;
  const [items, mailboxes] = [await deps.items(found), await deps.mailboxes(found)];
  const rows = await asFarAsTimeAllows(await deps.files(), (file) => deps.rows(file, found), call);
  const inFolders = await foldersOf(deps, found, call);
  const mails = await inFolders('outbox');
  const ledger = { held: await deps.ledger(mails.held, mailboxes, found), left: mails.left };
  const outcomes = await inFolders('outcomes');
  const rejects = await asFarAsTimeAllows(await deps.rejects(), (key) => deps.rejected(key, found), call);
  const long = {
    changes: await inFolders('changes', 'before'),
    receipts: await inFolders('plan'),
    bases: await inFolders('held'),
    figures: await inFolders('features'),
  };
  const short = { names: { held: [names] }, items: { held: items }, mailboxes: { held: mailboxes } };
  const read = { ...short, rows, rejects, mails, ledger, outcomes, ...long };
  const isNothing = items.length + rows.held.length + rows.left.length === 0;
  return { parts: partsOf(read), left: leftOf(read), isNothing };
}

/** Reads folders of all runs; a run is left where any of its files is. */
async function foldersOf(deps: PersonDependencies, found: FoundPerson, call: PersonCall) {
  const files = await deps.runFiles();
  return async (...folders: string[]): Promise<Read> => {
    const places = files.filter(({ folder }) => folders.includes(folder));
    const { held, left } = await asFarAsTimeAllows(places, (file) => deps.inRun(file, found), call);
    return { held, left: [...new Set(left.map(({ runId }) => runId))] };
  };
}

const namesOf = Object.keys(SAYS) as (keyof typeof SAYS)[];

const partsOf = (read: Parts): PersonFile['parts'] =>
  namesOf.map((part) => ({ part, says: SAYS[part], held: read[part].held }));

const leftOf = (read: Parts): PersonFile['left'] =>
  namesOf.flatMap((part) => {
    const from = [...(read[part].left ?? [])];
    return from.length > 0 ? [{ part, says: LEFT, from }] : [];
  });
