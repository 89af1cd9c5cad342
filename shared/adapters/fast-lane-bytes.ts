/** What a byte of UTF-8 may be part of, as bits of `KIND`. */
export const DIGIT = 1;
export const UPPER = 2;
export const LOWER = 4;
/** Printable in an id without ever being wrapping: letters, digits and `_ - . / : @`. */
export const ID = 8;
/** Inside the local part of an address beside letters and digits: `. _ - +`. */
export const JOINT = 16;

export const KIND: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  const is = (pattern: RegExp, bit: number) => (pattern.test(char) ? bit : 0);
  return (
    is(/[0-9]/, DIGIT) |
    is(/[A-Z]/, UPPER) |
    is(/[a-z]/, LOWER) |
    is(/[0-9A-Za-z_\-./:@]/, ID) |
    is(/[._\-+]/, JOINT)
  );
});

export const [TAB, NEWLINE, RETURN, SPACE, QUOTE] = [9, 10, 13, 32, 34] as const;
export const [PLUS, MINUS, DOT, ZERO, COLON, AT] = [43, 45, 46, 48, 58, 64] as const;
/** FNV-1a over bytes, 32 bits. */
export const FNV = 0x811c9dc5;
export const mixed = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

/** What is known of the plain row that is being taken. */
export interface PlainRow {
  /** Of the order's id. */
  hash: number;
  /** The amount in minor units. */
  minor: number;
  /** The currency cell as the lake has it. */
  currency: Uint8Array;
  /** The order's moment has a zone. */
  zoned: boolean;
  /** A time of day stands without its zone. */
  local: boolean;
  /** Of the other moments, how many have a zone and how many have none; rows that were not plain may be among them. */
  zones: Record<OtherMoment, Zones>;
  /** Cells that the lake has in other words, in the order of their columns. */
  edits: Edit[];
}

export type OtherMoment = 'consent_at' | 'updated_at';

export interface Zones {
  zoned: number;
  local: number;
}

export interface Edit {
  from: number;
  to: number;
  text: Uint8Array;
}

/**
 * Gives the place of the first byte behind the plain cell that begins at `from`, or -1 when the cell is not plain,
 * that is: when the row reader might make anything else of it than DuckDB will.
 */
export type TakeCell = (bytes: Uint8Array, from: number, quoted: boolean) => number;
