/** What a normal value exceeds, either way, in 5 of 100 cases: the two-sided 95 %. */
export const Z_95 = 1.959963984540054;
/** What a normal value exceeds in 20 of 100 cases: a power of 80 %. */
export const Z_80 = 0.8416212335729143;

const TAIL = 0.05;

/**
 * What a value of Student's t with so many degrees of freedom exceeds, either way, in 5 of 100 cases. Degrees need not be
 * whole; those below 2 count as 1, which is wider. Source: G. W. Hill, Algorithm 396: Student's t-quantiles,
 * Communications of the ACM 13 (1970), 619–620; off by less than 0.002, and by less than 0.00001 from 5 degrees on.
 */
export function studentQuantile(degrees: number): number {
  if (!(degrees > 0)) throw new RangeError('degrees of freedom are more than 0');
  if (degrees < 2) return 1 / Math.tan((TAIL * Math.PI) / 2);
  const a = 1 / (degrees - 0.5);
  const b = 48 / a ** 2;
  const c = (((20_700 * a) / b - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * degrees;
  const y = (d * TAIL) ** (2 / degrees);
  return Math.sqrt(degrees * (y > 0.05 + a ? nearNormal(degrees, { a, b, c, d }) : farOut(degrees, d, y)));
}

interface Terms {
  a: number;
  b: number;
  c: number;
  d: number;
}

/** Cornish and Fisher's expansion about the normal quantile. */
function nearNormal(degrees: number, { a, b, c, d }: Terms): number {
  const x = -Z_95;
  const few = degrees < 5 ? 0.3 * (degrees - 4.5) * (x + 0.6) : 0;
  const square = x * x;
  const scale = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c + few;
  const root = (((((0.4 * square + 6.3) * square + 36) * square + 94.5) / scale - square - 3) / b + 1) * x;
  return Math.expm1(a * root * root);
}

/** The series for few degrees, whose tails are heavy. */
function farOut(degrees: number, d: number, y: number): number {
  const lead = 1 / (((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3);
  return ((lead + 0.5 / (degrees + 4)) * y - 1) * ((degrees + 1) / (degrees + 2)) + 1 / y;
}
