const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

/**
 * JSON text with quotes around every whole number that `JSON.parse` would round: ProtoJSON takes a 64-bit number as
 * a string too. In a `google.protobuf.Value` such a number becomes a string, where others would round it. Strings are
 * passed over character by character: they may be longer than an expression can match.
 */
export function keepDigits(json: string): string {
  let kept = "";
  let from = 0;
  for (let at = 0; at < json.length; ) {
    const end = json[at] === '"' ? stringEnd(json, at) : numberEnd(json, at);
    const token = json.slice(at, end);
    if (end > at && isRounded(token)) {
      kept += `${json.slice(from, at)}"${token}"`;
      from = end;
    }
    at = Math.max(end, at + 1);
  }
  return kept + json.slice(from);
}

function stringEnd(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    if (json[at] === "\\") at++;
    else if (json[at] === '"') return at + 1;
  }
  return json.length;
}

/** The end of the number that starts here; the same place where none does. */
function numberEnd(json: string, start: number): number {
  NUMBER.lastIndex = start;
  return NUMBER.test(json) ? NUMBER.lastIndex : start;
}

function isRounded(token: string): boolean {
  return /^-?\d{16,}$/.test(token) && BigInt(Number(token)) !== BigInt(token);
}
