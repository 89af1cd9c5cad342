/** Everything by which one person is named in what we keep. */
export interface Person {
  /** Customer ids as the exports write them. */
  ids: ReadonlySet<string>;
  /** In lower case. */
  emails: ReadonlySet<string>;
  /** As `normalPhone` writes them. */
  phones: ReadonlySet<string>;
  names: ReadonlySet<string>;
  /** Ids of his orders. */
  orders: ReadonlySet<string>;
  /** The name under which his lines go on to count; the same for an id each time, and nobody can reckon back from it. */
  nobody(customerId: string): string;
}

/** No export's id begins so: a control sign of our own would not survive a spreadsheet. */
const NOBODY = '#erased-';

/** The id under which the lines of an erased customer go on to count, `hash` from a key that is thrown away afterwards. */
export const nobodyNamed = (hash: string): string => `${NOBODY}${hash}`;

/** Whether a line counts for nobody: there is no customer of this id any more. */
export const isNobody = (customerId: string): boolean => customerId.startsWith(NOBODY);

/** Why a mail of an erased customer does not go out; what was decided of it before stays as it was. */
export const ERASED_SKIP = 'erased';

/** Whether a run calls him so: by the policy's identity it is his id, his address or his phone. */
export const isHis = ({ ids, emails, phones }: Person, customerId: string): boolean =>
  ids.has(customerId) || emails.has(customerId) || phones.has(customerId);

/** All that a run may call him. */
export const customerIdsOf = ({
  ids,
  emails,
  phones,
}: Pick<Person, 'ids' | 'emails' | 'phones'>): string[] => [...new Set([...ids, ...emails, ...phones])];
