/** An error as S3 answers it: XML with a code, under an HTTP status. */
export class S3Error extends Error {
  readonly code: string;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(code: string, status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'S3Error';
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

export const noSuchKey = (headers: Record<string, string> = {}) =>
  new S3Error('NoSuchKey', 404, 'The specified key does not exist.', headers);
export const noSuchBucket = () => new S3Error('NoSuchBucket', 404, 'The specified bucket does not exist.');
export const noSuchUpload = () => new S3Error('NoSuchUpload', 404, 'The specified upload does not exist.');
export const preconditionFailed = () =>
  new S3Error('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold.');
export const notImplemented = (what: string) =>
  new S3Error('NotImplemented', 501, `The local S3 does not do ${what}.`);
export const badDigest = (what: string) =>
  new S3Error('BadDigest', 400, `The ${what} you specified did not match what we received.`);
export const invalidArgument = (what: string) => new S3Error('InvalidArgument', 400, what);
