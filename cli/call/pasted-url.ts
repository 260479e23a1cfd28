/** What was given as `--url`: an address, or a curl line with all that it says. */
import { commandTool } from "../../core/contract/command-line.ts";
import { isCredentialName } from "../../core/contract/credential-name.ts";
import { DOTS } from "../../core/contract/dots.ts";
import type { Engine } from "../../core/contract/engine.ts";
import type { MetadataEntry } from "../../core/contract/params.ts";
import type { Finding } from "../../core/finding.ts";
import { usageError } from "../usage-error.ts";

/** An HTTP request as it was pasted. */
export interface PastedUrl {
  /** With the verb before it where one was said. */
  readonly url: string;
  readonly body: string | undefined;
  /** Headers that a call would carry; credentials are dots. */
  readonly headers: readonly MetadataEntry[];
  /** What a line says that no message and no header does. */
  readonly findings: readonly Finding[];
}

/** Reads it; `body` is what was given apart. Throws `usage` for a line that is no HTTP + JSON or has two bodies. */
export async function readPastedUrl(
  engine: Engine,
  text: string,
  body: string | undefined,
): Promise<PastedUrl> {
  if (commandTool(text) !== "curl") return { url: text, body, headers: [], findings: [] };
  const { requests, findings } = await engine.importRequests({ kind: "text", text });
  const [{ http, method = "", channel, metadata = [] } = {}] = requests;
  if (http === undefined) {
    throw usageError(
      `The curl line calls ${method} over ${channel}, which takes no rule of HTTP + JSON.`,
      "`byteglass copy --line` and `byteglass import` read such lines.",
    );
  }
  if (http.url === "") {
    throw usageError("The curl line names no address.", "Expected https://host/path in it.");
  }
  if (http.body !== "" && body !== undefined) {
    throw usageError("The curl line has a body of its own.", "Leave -d out, or out of the line.");
  }
  return {
    url: `${http.verb} ${http.url}`,
    body: http.body === "" ? body : http.body,
    headers: metadata.filter(({ name }) => !/^content-type$/i.test(name)).map(masked),
    findings,
  };
}

function masked({ name, value }: MetadataEntry): MetadataEntry {
  return { name, value: isCredentialName(name) ? DOTS : value };
}
