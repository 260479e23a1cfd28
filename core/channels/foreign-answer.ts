/** An answer of HTTP that is not of the protocol that was spoken: a proxy's page, a redirect, a login, another server. Pure. */
import type { MetadataEntry } from "../contract/params.ts";
import { BODY_EXCERPT } from "./limits.ts";
import { valueNamed } from "./metadata.ts";

/** An answer as HTTP gave it. */
export interface HttpAnswer {
  readonly httpStatus: number;
  readonly headers: readonly MetadataEntry[];
  /** Its text, bounded. */
  readonly body: string;
}

/** What is known of one beside its status and body. */
export interface ForeignAnswer {
  /** Empty when it had none. */
  readonly contentType: string;
  /** A web page, by its type or by its text. */
  readonly isPage: boolean;
  /** Where it redirects to. */
  readonly location?: string;
  /** Who says it is at work: `nginx/1.24.0`. */
  readonly server?: string;
  /** When to come again: seconds, or a date. */
  readonly retryAfter?: string;
}

/** Reads its headers. */
export function readForeign({ headers, body }: HttpAnswer): ForeignAnswer {
  const contentType = valueNamed(headers, "content-type") ?? "";
  const known = {
    location: valueNamed(headers, "location"),
    server: valueNamed(headers, "server"),
    retryAfter: valueNamed(headers, "retry-after"),
  };
  const isPage = /\bx?html\b/i.test(contentType) || /^\s*<(!doctype html|html)\b/i.test(body);
  const told = Object.entries(known).filter(([, value]) => value !== undefined);
  return { contentType, isPage, ...Object.fromEntries(told) };
}

/** `HTTP 502 from nginx/1.24.0, text/html, “502 Bad Gateway”`: what came, in a line. */
export function describeForeign(answer: HttpAnswer, foreign = readForeign(answer)): string {
  const { contentType, isPage, location, server, retryAfter } = foreign;
  const excerpt = isPage ? textOfPage(answer.body) : oneLine(answer.body);
  return [
    `HTTP ${answer.httpStatus}${server === undefined ? "" : ` from ${oneLine(server)}`}`,
    contentType === "" ? "no content-type" : contentType,
    ...(location === undefined ? [] : [`redirect to ${location}`]),
    ...(retryAfter === undefined ? [] : [`retry-after ${retryAfter}`]),
    ...(excerpt === "" ? [] : [`“${excerpt}”`]),
  ].join(", ");
}

/** What a person would read first on a page: its title, or else its text. */
function textOfPage(html: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(html)?.[1] ?? "";
  const text = html.replace(/<(script|style)\b.*?(<\/\1>|$)/gis, " ").replace(/<[^>]*>/g, " ");
  return oneLine(withoutEntities(title.trim() === "" ? text : title));
}

function withoutEntities(text: string): string {
  const names = new Map([
    ["amp", "&"],
    ["lt", "<"],
    ["gt", ">"],
    ["quot", '"'],
    ["nbsp", " "],
  ]);
  return text.replace(/&(\w+);/g, (whole, name) => names.get(String(name)) ?? whole);
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > BODY_EXCERPT ? `${line.slice(0, BODY_EXCERPT)}…` : line;
}
