/** The variables that are always there: `$uuid`, `$now`, `$file("…")` and so on. */
import { base64Text } from "./base64-text.ts";
import type { FoundValue, Lookup } from "./lookup.ts";

/** What lies outside of texts: the clock, chance, files, secrets, answers of other requests. */
export interface Outside {
  /** ms since 1970. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly uuid: () => string;
  /** The bytes of a file of the collection, or why there are none. */
  readonly file: (path: string) => Promise<Uint8Array | string>;
  readonly environment: (name: string) => string | undefined;
  /** The value of a secret variable. */
  readonly secret: (name: string) => string | undefined;
  /** A field of an earlier answer, such as `login.response.token`; undefined when it names no request. */
  readonly answer: (name: string) => Promise<Lookup | undefined>;
}

type BuiltIn = (given: readonly FoundValue[], outside: Outside) => Lookup | Promise<Lookup>;

const table: Readonly<Record<string, BuiltIn>> = {
  uuid: (_, { uuid }) => value(uuid()),
  /** RFC 3339 in UTC with ms; an argument is added in seconds. */
  now: (given, { now }) => {
    const offset = numberOf(given[0], 0);
    return offset === undefined
      ? refuse("$now takes a number of seconds, such as {{$now(-3600)}}")
      : value(new Date(now() + offset * 1000).toISOString());
  },
  /** Whole seconds since 1970; an argument is added in seconds. */
  timestamp: (given, { now }) => {
    const offset = numberOf(given[0], 0);
    return offset === undefined
      ? refuse("$timestamp takes a number of seconds")
      : value(String(Math.floor(now() / 1000 + offset)));
  },
  timestampMs: (_, { now }) => value(String(now())),
  /** A whole number from the first argument to the second, both included. */
  random: (given, { random }) => {
    const [low, high] =
      given.length < 2 ? [0, numberOf(given[0], 999_999)] : given.map((each) => numberOf(each));
    if (
      low === undefined ||
      high === undefined ||
      !Number.isInteger(low) ||
      !Number.isInteger(high) ||
      high < low
    )
      return refuse("$random takes two whole numbers, such as {{$random(1, 6)}}");
    return value(String(low + Math.floor(random() * (high - low + 1))));
  },
  base64: ([given]) =>
    given === undefined
      ? refuse('$base64 takes a name or a text, such as {{$base64("user:pass")}}')
      : { found: { ...given, content: base64Text(given.content), form: "text" } },
  file: async ([given], { file }) => {
    if (typeof given?.content !== "string")
      return refuse('$file takes a path, such as {{$file("body.bin")}}');
    const content = await file(given.content);
    if (typeof content === "string") return refuse(content);
    return { found: { content, form: "text", origin: "built-in", source: given.content, secret: false } };
  },
  env: ([given], { environment }) => {
    if (typeof given?.content !== "string") return refuse('$env takes a name, such as {{$env("TOKEN")}}');
    const found = environment(given.content);
    return found === undefined
      ? refuse(`the environment variable ${given.content} is not set`)
      : { found: { content: found, form: "text", origin: "dotenv", source: given.content, secret: true } };
  },
};

/** The names, without the dollar. */
export const builtIns: readonly string[] = Object.keys(table);

/** True for built-ins that are another value each time. */
export function isFresh(expression: string): boolean {
  return /^\$(uuid|now|timestamp|timestampMs|random)\b/.test(expression);
}

/** The value of a built-in with its arguments. */
export async function readBuiltIn(
  name: string,
  given: readonly FoundValue[],
  outside: Outside,
): Promise<Lookup> {
  const builtIn = Object.hasOwn(table, name) ? table[name] : undefined;
  if (builtIn !== undefined) return await builtIn(given, outside);
  return {
    missing: {
      code: "unknown-built-in",
      message: `there is no built-in $${name}`,
      hint: `Built-ins are ${builtIns.map((each) => `$${each}`).join(", ")}.`,
    },
  };
}

function value(content: string): Lookup {
  return { found: { content, form: "text", origin: "built-in", source: "", secret: false } };
}

function refuse(message: string): Lookup {
  return { missing: { code: "bad-argument", message, hint: "Correct it; nothing was sent." } };
}

function numberOf(given: FoundValue | undefined, fallback?: number): number | undefined {
  if (given === undefined) return fallback;
  const number =
    typeof given.content === "string" && given.content.trim() !== "" ? Number(given.content) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}
