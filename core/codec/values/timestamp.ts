import { civilFromDays, daysInMonth, secondsFromCivil } from "./civil-date.ts";

/** Seconds and nanoseconds of a Timestamp or a Duration. */
export interface SecondsAndNanos {
  readonly seconds: number;
  readonly nanos: number;
}

/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
const FIRST_SECOND = -62_135_596_800;
const LAST_SECOND = 253_402_300_799;

/**
 * Reads a `google.protobuf.Timestamp` in JSON: RFC 3339 with upper-case `T` and `Z` or an offset, up to nine digits of
 * a second, years 0001 to 9999 in UTC. Answers with a sentence about what is wrong otherwise.
 */
export function parseTimestamp(text: string): SecondsAndNanos | string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/.exec(
    text,
  );
  if (parts === null) return shapeFault(text);
  const number = (group: number): number => Number(parts[group] ?? "0");
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [1, 2, 3, 4, 5, 6].map(number);
  if (month < 1 || month > 12) return `there is no month ${month}`;
  const days = daysInMonth(year, month);
  if (day < 1 || day > days) return `the month has ${days} days`;
  if (hour > 23 || minute > 59 || second > 59) return "the time of day ends at 23:59:59";
  if (number(9) > 23 || number(10) > 59) return "the offset is more than 23:59";
  const offset = (number(9) * 60 + number(10)) * (parts[8] === "-" ? -60 : 60);
  const seconds = secondsFromCivil(year, month, day, hour * 3600 + minute * 60 + second) - offset;
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND) return "the years go from 0001 to 9999";
  return { seconds, nanos: Number((parts[7] ?? "").padEnd(9, "0")) };
}

function shapeFault(text: string): string {
  if (/[tz]/.test(text)) return '"T" and "Z" are upper-case';
  if (/^\d{4}-\d\d-\d\d \d/.test(text)) return 'a "T" stands between date and time';
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/.test(text)) return 'the offset is missing: "Z" is UTC';
  if (/\.\d{10,}/.test(text)) return "a second has at most nine digits after the point";
  return "it has another form";
}

/** The JSON form of a Timestamp, or undefined when it is outside what JSON can say. */
export function formatTimestamp(seconds: number, nanos: number): string | undefined {
  if (!(seconds >= FIRST_SECOND && seconds <= LAST_SECOND)) return undefined;
  if (nanos < 0 || nanos > 999_999_999) return undefined;
  const days = Math.floor(seconds / 86_400);
  const rest = seconds - days * 86_400;
  const { year, month, day } = civilFromDays(days);
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const time = `${pad(Math.floor(rest / 3600), 2)}:${pad(Math.floor(rest / 60) % 60, 2)}:${pad(rest % 60, 2)}`;
  return `${date}T${time}${formatNanos(nanos)}Z`;
}

/** A fraction of a second with its point: nothing, or three, six or nine digits. */
export function formatNanos(nanos: number): string {
  if (nanos === 0) return "";
  const digits = pad(nanos, 9);
  if (digits.endsWith("000000")) return `.${digits.substring(0, 3)}`;
  return digits.endsWith("000") ? `.${digits.substring(0, 6)}` : `.${digits}`;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
