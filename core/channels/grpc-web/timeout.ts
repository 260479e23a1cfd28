/** `grpc-timeout`: at most eight digits and a unit (gRPC over HTTP/2). Pure. */
const UNITS = [
  ["m", 1],
  ["S", 1000],
  ["M", 60_000],
  ["H", 3_600_000],
] as const;
const LARGEST = 99_999_999;

/** The header's value for a deadline in ms: in the finest unit that can hold it, rounded up. */
export function grpcTimeout(milliseconds: number): string {
  for (const [unit, length] of UNITS) {
    const count = Math.max(0, Math.ceil(milliseconds / length));
    if (count <= LARGEST) return `${count}${unit}`;
  }
  return `${LARGEST}H`;
}
