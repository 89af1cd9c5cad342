/** A packed file that breaks off, contradicts itself, or is encrypted. */
export class BrokenFile extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'BrokenFile';
  }
}
