/** Sizes and times as they are typed in a form. Pure. */

const SIZES = new Map([
  ["", 1],
  ["b", 1],
  ["kb", 1000],
  ["mb", 1_000_000],
  ["gb", 1_000_000_000],
  ["kib", 1024],
  ["mib", 1_048_576],
  ["gib", 1_073_741_824],
]);
const TIMES = new Map([
  ["ms", 1],
  ["s", 1000],
  ["", 1000],
  ["min", 60_000],
  ["m", 60_000],
]);

/** Bytes of `4 MB`; undefined when it is no size from 1 byte to 4 GiB. */
export function readByteSize(text: string): number | undefined {
  return readWith(SIZES, text, 0xffff_ffff);
}

/** ms of `30 s`; undefined when it is no time up to a day. */
export function readTime(text: string): number | undefined {
  return readWith(TIMES, text, 86_400_000);
}

/** `64 MiB`, `4 MB`, `1999 B`: the largest unit that leaves a whole number. */
export function sizeText(bytes: number): string {
  const unit = (
    [
      ["GiB", 1_073_741_824],
      ["MiB", 1_048_576],
      ["KiB", 1024],
      ["GB", 1_000_000_000],
      ["MB", 1_000_000],
      ["kB", 1000],
    ] as const
  ).find(([, size]) => bytes % size === 0);
  return unit === undefined ? `${bytes} B` : `${bytes / unit[1]} ${unit[0]}`;
}

function readWith(units: ReadonlyMap<string, number>, text: string, most: number): number | undefined {
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = units.get(unit.toLowerCase());
  if (digits === undefined || factor === undefined) return undefined;
  const value = Math.round(Number(digits) * factor);
  return value >= 1 && value <= most ? value : undefined;
}
