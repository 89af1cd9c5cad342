const TOKENS = /\s*(?:(#\w+|:\w+|[A-Za-z_]\w*|\d+)|(<>|<=|>=|[=<>(),.[\]+-]))/y;

/** The words of a DynamoDB expression, read one after the other. */
export class Reader {
  readonly #words: string[];
  #next = 0;

  constructor(text: string) {
    this.#words = wordsOf(text);
  }

  peek(ahead = 0): string | undefined {
    return this.#words[this.#next + ahead];
  }

  take(): string {
    const word = this.#words[this.#next];
    if (word === undefined) throw new Error('ValidationException: the expression ends too early');
    this.#next += 1;
    return word;
  }

  /** Takes the next word if it is the one asked for; capital or small letters are alike. */
  takeIf(word: string): boolean {
    if (this.peek()?.toLowerCase() !== word.toLowerCase()) return false;
    this.#next += 1;
    return true;
  }

  expect(word: string): void {
    if (!this.takeIf(word))
      throw new Error(`ValidationException: ${word} expected, not ${this.peek() ?? 'the end'}`);
  }

  /** What `read` reads, as often as commas follow. */
  list<T>(read: () => T): T[] {
    const found = [read()];
    while (this.takeIf(',')) found.push(read());
    return found;
  }

  atEnd(): boolean {
    return this.#next === this.#words.length;
  }
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  const rest = text.trimEnd();
  TOKENS.lastIndex = 0;
  for (let at = 0; at < rest.length; at = TOKENS.lastIndex) {
    const [, word, sign] = TOKENS.exec(rest) ?? [];
    if (word === undefined && sign === undefined)
      throw new Error(`ValidationException: cannot read ${rest.slice(at)}`);
    words.push(word ?? sign ?? '');
  }
  return words;
}
