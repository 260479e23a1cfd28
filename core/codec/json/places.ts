import type { TextPlace } from "../../finding.ts";
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from "./characters.ts";

/** Where an offset stands: line and column from 1, and the JSON path of the innermost member around it. */
export interface JsonPlace {
  readonly place: TextPlace;
  /** `inputs[0].image.url`; empty at the root. */
  readonly path: string;
}

interface Frame {
  readonly isArray: boolean;
  /** Index of the item in an array. */
  index: number;
  /** The key of the member in an object, undefined before the first key. */
  key: string | undefined;
  expectsKey: boolean;
}

const LONGEST_KEY = 120;
const LONGEST_PATH = 2000;

/**
 * Finds the places of spans in a JSON text, sorted by start, in one pass. The text may be broken anywhere: paths are
 * right up to there. This is done afterwards, for the few offsets that matter, so that reading keeps no path.
 */
export function locatePlaces(
  text: string,
  spans: readonly { readonly start: number; readonly end: number }[],
): JsonPlace[] {
  const paths = locatePaths(
    text,
    spans.map((span) => span.start),
  );
  let line = 1;
  let lineStart = 0;
  let scanned = 0;
  return spans.map((span, index) => {
    for (let at = text.indexOf("\n", scanned); at >= 0 && at < span.start; at = text.indexOf("\n", at + 1)) {
      line += 1;
      lineStart = at + 1;
    }
    scanned = span.start;
    const place = { start: span.start, end: span.end, line, column: span.start - lineStart + 1 };
    return { place, path: paths[index] ?? "" };
  });
}

/** The JSON paths of offsets (sorted) in a text. */
export function locatePaths(text: string, offsets: readonly number[]): string[] {
  const paths: string[] = [];
  const frames: Frame[] = [];
  const flush = (before: number): void => {
    for (let next = offsets[paths.length]; next !== undefined && next < before; next = offsets[paths.length])
      paths.push(pathOf(frames));
  };
  let at = 0;
  while (at < text.length && paths.length < offsets.length) {
    const code = text.charCodeAt(at);
    let end = at + 1;
    if (code === QUOTE) {
      flush(at);
      end = passString(text, at);
      nameMember(frames.at(-1), text, at + 1, end - 1);
      flush(at + 1);
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      flush(at + 1);
      const isArray = code === OPEN_BRACKET;
      frames.push({ isArray, index: 0, key: undefined, expectsKey: !isArray });
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      flush(at + 1);
      frames.pop();
    } else if (code === COMMA) {
      flush(at);
      nextMember(frames.at(-1));
    }
    at = end;
  }
  flush(Number.POSITIVE_INFINITY);
  return paths;
}

function nameMember(frame: Frame | undefined, text: string, start: number, end: number): void {
  if (frame === undefined || frame.isArray || !frame.expectsKey) return;
  frame.key = text.substring(start, Math.min(end, start + LONGEST_KEY));
  frame.expectsKey = false;
}

function nextMember(frame: Frame | undefined): void {
  if (frame === undefined) return;
  frame.index += 1;
  frame.key = undefined;
  frame.expectsKey = !frame.isArray;
}

/** The offset after the closing quote of a string, or the end of its line when it is not closed. */
function passString(text: string, open: number): number {
  let at = open + 1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at + 1;
    else if (code === LINE_FEED) return at;
  }
  return Math.min(at, text.length);
}

function pathOf(frames: readonly Frame[]): string {
  let path = "";
  for (const frame of frames) {
    if (frame.isArray) path += `[${frame.index}]`;
    else if (frame.key !== undefined) {
      if (!/^[A-Za-z_$][\w$]*$/.test(frame.key)) path += `["${frame.key}"]`;
      else path += path === "" ? frame.key : `.${frame.key}`;
    }
    if (path.length > LONGEST_PATH) return `${path.substring(0, LONGEST_PATH)}…`;
  }
  return path;
}
