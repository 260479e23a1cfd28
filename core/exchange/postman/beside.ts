/** What Postman keeps beside a request, a folder or a collection and that has no counterpart here. */
import * as v from "valibot";
import type { Finding } from "../../finding.ts";
import { leftOut } from "../left-out.ts";

const Beside = v.looseObject({
  auth: v.fallback(v.nullish(v.looseObject({ type: v.optional(v.string(), "") })), undefined),
  event: v.fallback(v.optional(v.array(v.unknown()), []), []),
  scripts: v.fallback(v.optional(v.array(v.unknown()), []), []),
  body: v.fallback(v.nullish(v.looseObject({ mode: v.optional(v.string(), "raw") })), undefined),
});
/** An event whose script has something in it: Postman writes empty ones, too. */
const Script = v.looseObject({
  script: v.looseObject({ exec: v.union([v.string(), v.array(v.string())]) }),
});

/** Collects the names of what has such parts, for findings about them. */
export class LeftBeside {
  readonly #credentials = new Set<string>();
  readonly #scripts = new Set<string>();
  readonly #bodies = new Set<string>();

  /** Notes the parts of one value: a request, a folder or a whole collection. */
  note(name: string, value: unknown): void {
    const parsed = v.safeParse(Beside, value);
    if (!parsed.success) return;
    const { auth, event, scripts, body } = parsed.output;
    const { type = "noauth" } = auth ?? {};
    if (type !== "noauth" && type !== "inherit") this.#credentials.add(name);
    if (scripts.length > 0 || event.some(hasLines)) this.#scripts.add(name);
    if (body?.mode !== undefined && body.mode !== "raw") this.#bodies.add(name);
  }

  findings(): readonly Finding[] {
    return [
      ...leftOut("credentials", [...this.#credentials]),
      ...leftOut("scripts", [...this.#scripts]),
      ...leftOut("bodies", [...this.#bodies]),
    ];
  }
}

function hasLines(event: unknown): boolean {
  const parsed = v.safeParse(Script, event);
  return parsed.success && [parsed.output.script.exec].flat().join("").trim() !== "";
}
