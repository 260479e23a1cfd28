/** A time in ms as it would be typed, so that the field it stands in reads the same: `5 s`, `1500 ms`. */
export function timeText(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}
