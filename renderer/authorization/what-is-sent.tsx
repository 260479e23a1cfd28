import { useEffect, useState } from "react";
import type { Authorization, CredentialsPreview, TokenState } from "../../core/contract/authorization.ts";
import { cancelOperation } from "../actions/connect.ts";
import { desktop } from "../engine/desktop.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import type { RequestDraft } from "../state/drafts.ts";

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

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new token is a reason to look again
  useEffect(() => {
    let current = true;
    const timer = window.setTimeout(async () => {
      try {
        const one = await engine();
        const [seen, state] = await Promise.all([
          one.previewCredentials({ authorization }),
          one.tokenState({ authorization }),
        ]);
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
  }, [authorization, turn]);

  const entries = [...(preview?.metadata ?? []), ...(preview?.query ?? [])];
  return (
    <section className="sent-credentials" aria-label="What is sent">
      {entries.map(({ name, value }) => (
        <p key={name} className="mono">
          <span className="muted">{name}:</span> {value}
        </p>
      ))}
      {isOAuth ? (
        <TokenRow
          key={JSON.stringify(authorization)}
          authorization={authorization}
          draft={draft}
          token={token}
          onChanged={() => setTurn((now) => now + 1)}
        />
      ) : null}
      <Problem text={problem} />
    </section>
  );
}

/** What a button was answered with may stand below the fold. */
function Problem({ text }: { readonly text: string }) {
  if (text === "") return null;
  return (
    <p ref={intoView} className="form-wrong" role="alert">
      {text}
    </p>
  );
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

/** While a key is still being typed, what is missing need not be told. */
function isComplete(authorization: Authorization): boolean {
  return Object.entries(authorization).every(([name, value]) => value !== "" || name === "clientSecret");
}

interface TokenRowProps {
  readonly authorization: Authorization;
  readonly draft: RequestDraft;
  readonly token: TokenState | undefined;
  readonly onChanged: () => void;
}

function TokenRow({ authorization, token, onChanged }: TokenRowProps) {
  const [problem, setProblem] = useState("");
  const [waiting, setWaiting] = useState("");

  async function get() {
    const operationId = crypto.randomUUID();
    setWaiting(operationId);
    setProblem("");
    try {
      const one = await engine();
      if (authorization.kind === "oauth2-code") {
        const { url } = await one.beginConsent({ operationId, authorization });
        if (!(await desktop().openExternal(url))) setProblem(`Open this address in a browser: ${url}`);
        await one.finishConsent({ operationId });
      } else await one.renewToken({ operationId, authorization });
      onChanged();
    } catch (thrown) {
      const error = toErrorRecord(thrown);
      if (error.code !== "cancelled") setProblem(`${error.message} ${error.hint}`.trim());
    } finally {
      setWaiting("");
    }
  }

  async function forget() {
    await (await engine()).forgetToken({ authorization });
    onChanged();
  }

  return (
    <>
      <div className="token-row">
        <span className={`dot ${token?.state === "valid" ? "ok" : "off"}`} aria-hidden="true" />
        <span>{waiting === "" ? tokenWords(token) : "waiting for the server…"}</span>
        {waiting === "" ? (
          <button type="button" className="control button" onClick={() => void get()}>
            {authorization.kind === "oauth2-code" ? "Get a token in the browser…" : "Get a token"}
          </button>
        ) : (
          <button type="button" className="control button" onClick={() => void cancelOperation(waiting)}>
            Cancel
          </button>
        )}
        {token === undefined || token.state === "none" ? null : (
          <button type="button" className="control button" onClick={() => void forget()}>
            Forget it
          </button>
        )}
      </div>
      <Problem text={problem} />
    </>
  );
}

function tokenWords(token: TokenState | undefined): string {
  if (token === undefined || token.state === "none") return "no token yet";
  const renews = token.renews ? ", renews itself" : "";
  if (token.state === "expired") return `token ${token.shown} has expired${renews}`;
  const until =
    token.expiresAt === undefined ? "" : ` until ${new Date(token.expiresAt).toLocaleTimeString()}`;
  return `token ${token.shown}${until}${renews}`;
}
