/** Consent in a browser, from a terminal: the address is printed, and nothing is opened. */
import type { Authorization } from "../core/contract/authorization.ts";
import type { Engine } from "../core/contract/engine.ts";
import type { VariableScope } from "../core/contract/environments.ts";
import { cancellable } from "./cancellable.ts";
import type { Terminal } from "./terminal.ts";

/** Gets a token for a flow that needs a person, unless there is one; other credentials need nothing beforehand. */
export async function askConsent(
  engine: Engine,
  terminal: Terminal,
  {
    authorization,
    scope,
  }: { readonly authorization: Authorization | undefined; readonly scope?: VariableScope },
): Promise<void> {
  if (authorization?.kind !== "oauth2-code") return;
  const asked = { authorization, ...(scope && { scope }) };
  if ((await engine.tokenState(asked)).state === "valid") return;
  const operationId = "consent";
  await cancellable(engine, terminal, operationId, async () => {
    const { url } = await engine.beginConsent({ operationId, ...asked });
    terminal.warn("Open this address in a browser, and consent there:");
    terminal.warn(url);
    await engine.finishConsent({ operationId });
  });
}
