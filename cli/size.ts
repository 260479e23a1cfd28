/** Sizes as they are written on a command line. */

const UNITS = new Map([
  ["", 1],
  ["b", 1],
  ["kb", 1000],
  ["mb", 1000 ** 2],
  ["gb", 1000 ** 3],
  ["kib", 1024],
  ["mib", 1024 ** 2],
  ["gib", 1024 ** 3],
]);

/** Bytes of `4096`, `4MB` or `64MiB`; undefined for what is no size above zero, or more than 4 GiB less one byte. */
export function parseSize(text: string): number | undefined {
  const [, digits = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = UNITS.get(unit.toLowerCase());
  if (digits === "" || factor === undefined) return undefined;
  const bytes = Math.round(Number(digits) * factor);
  return bytes >= 1 && bytes <= 0xffff_ffff ? bytes : undefined;
}
