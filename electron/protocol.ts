/** Serves the window's files under `app://ui`: a fixed folder, known types, no other host, nothing but reading. */
import { extname } from "node:path";
import { type ProtocolRequest, protocol, type Session } from "electron";
import { isOwnAddress, UI_SCHEME } from "./addresses.ts";
import { CONTENT_SECURITY_POLICY } from "./content-security-policy.ts";
import { resolveUiFile } from "./ui-file.ts";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
};

const HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** Chromium's own number for it. */
const FILE_NOT_FOUND = -6;

/** Declares the scheme. Has to run before the app is ready. */
export function registerUiScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: UI_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/**
 * Answers the scheme from `folder`. `protocol.handle` would be the newer way, but it takes every file through the main
 * process's JavaScript and loads Node's fetch for the first one: 100 ms of the start. Here Chromium reads the file.
 */
export function serveUi(session: Session, folder: string): void {
  session.protocol.registerFileProtocol(UI_SCHEME, (request, answer) => {
    const file = isReading(request) ? resolveUiFile(folder, request.url) : undefined;
    const contentType = file === undefined ? undefined : CONTENT_TYPES[extname(file)];
    if (file === undefined || contentType === undefined) answer({ error: FILE_NOT_FOUND });
    else answer({ path: file, headers: { ...HEADERS, "content-type": contentType } });
  });
}

function isReading({ url, method }: ProtocolRequest): boolean {
  return isOwnAddress(url) && (method === "GET" || method === "HEAD");
}
