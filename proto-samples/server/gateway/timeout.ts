/** ms in each unit of `grpc-timeout`. */
const UNITS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 };

/** A `grpc-timeout` such as `5S` in ms; undefined where there is none or it makes no sense. */
export function readTimeout(header: string | string[] | undefined): number | undefined {
  const [, digits, unit] = /^(\d{1,8})([HMSmun])$/.exec(String(header ?? "")) ?? [];
  return digits === undefined || unit === undefined ? undefined : Number(digits) * (UNITS[unit] ?? 1);
}
