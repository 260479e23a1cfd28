/** Serves the window's files under `app://ui`: a fixed folder, known types, no other host, nothing but reading. */
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { protocol, type Session } from "electron";
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

/** Declares the scheme. Has to run before the app is ready. */
export function registerUiScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: UI_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Answers the scheme from `folder`. */
export function serveUi(session: Session, folder: string): void {
  session.protocol.handle(UI_SCHEME, async (request) => {
    if (!isOwnAddress(request.url)) return refuse(404);
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
    const file = resolveUiFile(folder, request.url);
    const contentType = file === undefined ? undefined : CONTENT_TYPES[extname(file)];
    if (file === undefined || contentType === undefined) return refuse(404);
    try {
      const body = request.method === "HEAD" ? null : new Uint8Array(await readFile(file));
      return new Response(body, { headers: { ...HEADERS, "content-type": contentType } });
    } catch {
      return refuse(404);
    }
  });
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: HEADERS });
}
