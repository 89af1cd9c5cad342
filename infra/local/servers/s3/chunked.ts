import { S3Error } from './errors.ts';

const incomplete = () => new S3Error('IncompleteBody', 400, 'The request body ended before its end.');

/** Takes lines and counted bytes out of a stream of chunks. */
class Reader {
  private readonly source: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** A line without its CR LF. */
  async line(): Promise<string> {
    let end = this.rest.indexOf('\r\n');
    while (end < 0) {
      if (this.rest.length > 16_384) throw incomplete();
      this.rest = Buffer.concat([this.rest, await this.more()]);
      end = this.rest.indexOf('\r\n');
    }
    const line = this.rest.subarray(0, end).toString('latin1');
    this.rest = this.rest.subarray(end + 2);
    return line;
  }

  async *bytes(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      if (this.rest.length === 0) this.rest = await this.more();
      const piece = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** Lets go of the source, wherever it is. */
  async end(): Promise<void> {
    await this.source.return?.();
  }

  private async more(): Promise<Buffer> {
    const { value, done } = await this.source.next();
    if (done) throw incomplete();
    return value;
  }
}

/** Takes the aws-chunked framing off a body; the trailers that follow it go to `trailers`, by lower-case name. */
export async function* unframe(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = new Reader(source);
  try {
    yield* unframed(reader, trailers);
  } finally {
    await reader.end();
  }
}

async function* unframed(reader: Reader, trailers: Map<string, string>): AsyncGenerator<Buffer> {
  for (let size = sizeOf(await reader.line()); size > 0; size = sizeOf(await reader.line())) {
    yield* reader.bytes(size);
    if ((await reader.line()) !== '') throw incomplete();
  }
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':');
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

function sizeOf(line: string): number {
  const [hex = ''] = line.split(';');
  if (!/^[0-9a-fA-F]{1,8}$/.test(hex)) throw incomplete();
  return Number.parseInt(hex, 16);
}
