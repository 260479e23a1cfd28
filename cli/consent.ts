/** Consent in a browser, from a terminal: the address is printed, and nothing is opened. */
import type { AuthorizationRequest } from "../core/contract/authorization.ts";
import type { Engine } from "../core/contract/engine.ts";
import { cancellable } from "./cancellable.ts";
import type { Terminal } from "./terminal.ts";

/** What may need consent; nothing of it need be given. */
type ConsentSubject = {
  readonly [Name in keyof AuthorizationRequest]?: AuthorizationRequest[Name] | undefined;
};

/** Gets a token for a flow that needs a person, unless there is one; other credentials need nothing beforehand. */
export async function askConsent(
  engine: Engine,
  terminal: Terminal,
  { authorization, way, scope }: ConsentSubject,
): Promise<void> {
  if (authorization?.kind !== "oauth2-code") return;
  const asked = { authorization, ...(way && { way }), ...(scope && { scope }) };
  if ((await engine.tokenState(asked)).state === "valid") return;
  const operationId = "consent";
  await cancellable(engine, terminal, operationId, async () => {
    const { url } = await engine.beginConsent({ operationId, ...asked });
    terminal.warn("Open this address in a browser, and consent there:");
    terminal.warn(url);
    await engine.finishConsent({ operationId });
  });
}
