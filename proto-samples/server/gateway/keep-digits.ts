/** A JSON string, or a number; strings first, so that digits inside them are left alone. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

/**
 * JSON text with quotes around every whole number that `JSON.parse` would round: ProtoJSON takes a 64-bit number as
 * a string too. In a `google.protobuf.Value` such a number becomes a string, where others would round it.
 */
export function keepDigits(json: string): string {
  return json.replace(TOKEN, (token) => (isRounded(token) ? `"${token}"` : token));
}

function isRounded(token: string): boolean {
  return /^-?\d{16,}$/.test(token) && BigInt(Number(token)) !== BigInt(token);
}
