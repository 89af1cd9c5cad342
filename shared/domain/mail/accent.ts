/** Contrast from which a text can be read (WCAG 2.2, 1.4.3). */
const READABLE = 4.5;

/** The ink on a colour `#rrggbb`: white where it can be read, else black, which then can. */
export const inkOn = (accent: string): '#ffffff' | '#000000' =>
  1.05 / (luminance(accent) + 0.05) >= READABLE ? '#ffffff' : '#000000';

/** Relative luminance, 0 = black, 1 = white. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(parseInt(colour.slice(at, at + 2), 16)),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** An sRGB channel of 0 to 255 as its share of light. */
const linear = (channel: number): number =>
  channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
