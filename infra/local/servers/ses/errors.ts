/** An answer of SES that refuses the call: its code and its own words. */
export class SesError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}

export const invalid = (message: string): SesError => new SesError('InvalidParameterValue', message);
export const rateExceeded = (): SesError => new SesError('Throttling', 'Maximum sending rate exceeded.');
export const dailyExceeded = (): SesError => new SesError('Throttling', 'Daily message quota exceeded.');
export const rejected = (message: string): SesError => new SesError('MessageRejected', message);
export const paused = (): SesError =>
  new SesError('AccountSendingPausedException', 'Email sending is disabled for your account.');
export const noConfigurationSet = (name: string): SesError =>
  new SesError('ConfigurationSetDoesNotExist', `Configuration set <${name}> does not exist.`);
