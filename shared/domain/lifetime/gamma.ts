/** Above this the asymptotic series below are exact to the last bits; smaller arguments are raised by the recurrence. */
const FAR = 10;

/** 1/12, −1/360, …: B₂ₖ / (2k (2k−1)), the coefficients of Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

/** ln Γ(z) with its first (digamma) and second (trigamma) derivative. */
export interface LogGamma {
  value: number;
  slope: number;
  bend: number;
}

/**
 * For z > 0. Source: Abramowitz & Stegun 6.1.41, 6.3.18 and 6.4.12 (Stirling's series and its derivatives), with the
 * recurrences 6.1.15, 6.3.5 and 6.4.6.
 */
export function logGamma(z: number): LogGamma {
  let raised = z;
  let product = 1;
  let slope = 0;
  let bend = 0;
  for (; raised < FAR; raised += 1) {
    product *= raised;
    slope -= 1 / raised;
    bend += 1 / raised ** 2;
  }
  const far = asymptotic(raised);
  return { value: far.value - Math.log(product), slope: far.slope + slope, bend: far.bend + bend };
}

function asymptotic(z: number): LogGamma {
  const log = Math.log(z);
  let value = (z - 0.5) * log - z + HALF_LOG_TWO_PI;
  let slope = log - 0.5 / z;
  let bend = 1 / z + 0.5 / z ** 2;
  let power = 1 / z;
  STIRLING.forEach((coefficient, k) => {
    const odd = 2 * k + 1;
    value += coefficient * power;
    slope -= (coefficient * odd * power) / z;
    bend += (coefficient * odd * (odd + 1) * power) / z ** 2;
    power /= z ** 2;
  });
  return { value, slope, bend };
}
