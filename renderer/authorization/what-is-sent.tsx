import { useEffect, useState } from "react";
import type { Authorization, CredentialsPreview, TokenState } from "../../core/contract/authorization.ts";
import { scopeOfDraft } from "../collections/scope.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { Problem, TokenRow } from "./token-row.tsx";

interface WhatIsSentProps {
  readonly authorization: Authorization;
  readonly draft: RequestDraft;
}

/** Pause after typing before the engine is asked, in ms. */
const PAUSE = 200;

/** The metadata that the credentials become, masked, and the token of OAuth 2 with what can be done about it. */
export function WhatIsSent({ authorization, draft }: WhatIsSentProps) {
  const [preview, setPreview] = useState<CredentialsPreview>();
  const [token, setToken] = useState<TokenState>();
  const [problem, setProblem] = useState("");
  const [turn, setTurn] = useState(0);
  const isOAuth = authorization.kind === "oauth2-client" || authorization.kind === "oauth2-code";

  const scope = scopeOfDraft(draft);
  const asked = { authorization, ...(scope === undefined ? {} : { scope }) };
  const key = JSON.stringify(asked);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of what is asked, and a new token is a reason to look again
  useEffect(() => {
    let current = true;
    const timer = window.setTimeout(async () => {
      try {
        const one = await engine();
        const [seen, state] = await Promise.all([one.previewCredentials(asked), one.tokenState(asked)]);
        if (!current) return;
        setPreview(seen);
        setToken(state);
        setProblem("");
      } catch (thrown) {
        if (!current) return;
        setPreview(undefined);
        setProblem(isComplete(authorization) ? toErrorRecord(thrown).message : "");
      }
    }, PAUSE);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [key, turn]);

  const entries = [...(preview?.metadata ?? []), ...(preview?.query ?? [])];
  return (
    <section className="sent-credentials" aria-label="What is sent">
      {entries.map(({ name, value }) => (
        <p key={name} className="mono">
          <span className="muted">{name}:</span> {value}
        </p>
      ))}
      {isOAuth ? (
        <TokenRow key={key} asked={asked} token={token} onChanged={() => setTurn((now) => now + 1)} />
      ) : null}
      <Problem text={problem} />
    </section>
  );
}

/** While a key is still being typed, what is missing need not be told. */
function isComplete(authorization: Authorization): boolean {
  return Object.entries(authorization).every(([name, value]) => value !== "" || name === "clientSecret");
}
