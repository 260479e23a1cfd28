import { useState } from "react";
import type { AuthorizationRequest, TokenState } from "../../core/contract/authorization.ts";
import { cancelOperation } from "../actions/connect.ts";
import { desktop } from "../engine/desktop.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";

/** The page that a person consents on, while that is waited for. */
interface ConsentPage {
  readonly url: string;
  readonly opened: boolean;
}

interface TokenRowProps {
  readonly asked: AuthorizationRequest;
  readonly token: TokenState | undefined;
  readonly onChanged: () => void;
}

/** The token of OAuth 2, and what can be done about it. */
export function TokenRow({ asked, token, onChanged }: TokenRowProps) {
  const [problem, setProblem] = useState("");
  const [page, setPage] = useState<ConsentPage>();
  const [waiting, setWaiting] = useState("");

  async function get() {
    const operationId = crypto.randomUUID();
    setWaiting(operationId);
    setProblem("");
    try {
      const one = await engine();
      if (asked.authorization.kind === "oauth2-code") {
        const { url } = await one.beginConsent({ operationId, ...asked });
        setPage({ url, opened: await desktop().openExternal(url) });
        await one.finishConsent({ operationId });
      } else await one.renewToken({ operationId, ...asked });
      onChanged();
    } catch (thrown) {
      const error = toErrorRecord(thrown);
      if (error.code !== "cancelled") setProblem(`${error.message} ${error.hint}`.trim());
    } finally {
      setPage(undefined);
      setWaiting("");
    }
  }

  async function forget() {
    await (await engine()).forgetToken(asked);
    onChanged();
  }

  return (
    <>
      <div className="token-row">
        <span className={`dot ${token?.state === "valid" ? "ok" : "off"}`} aria-hidden="true" />
        <span>{waiting === "" ? tokenWords(token) : "waiting for the server…"}</span>
        {waiting === "" ? (
          <button type="button" className="control button" onClick={() => void get()}>
            {asked.authorization.kind === "oauth2-code" ? "Get a token in the browser…" : "Get a token"}
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
      {page === undefined ? null : <PageNote page={page} />}
      <Problem text={problem} />
    </>
  );
}

/** A browser may open behind the window, in another profile, or not at all. */
function PageNote({ page: { url, opened } }: { readonly page: ConsentPage }) {
  return (
    <div ref={intoView} className="token-row">
      <span className="muted">
        {opened
          ? "Consent on the page that was opened, or open it yourself:"
          : "Open the page in a browser, and consent there:"}
      </span>
      <button type="button" className="control button" onClick={() => void desktop().copyText(url)}>
        Copy its address
      </button>
    </div>
  );
}

/** What went wrong; it may stand below the fold. */
export function Problem({ text }: { readonly text: string }) {
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

function tokenWords(token: TokenState | undefined): string {
  if (token === undefined || token.state === "none") return "no token yet";
  const renews = token.renews ? ", renews itself" : "";
  if (token.state === "expired") return `token ${token.shown} has expired${renews}`;
  const until =
    token.expiresAt === undefined ? "" : ` until ${new Date(token.expiresAt).toLocaleTimeString()}`;
  return `token ${token.shown}${until}${renews}`;
}
