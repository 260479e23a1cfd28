import { isOAuth } from "../../core/contract/authorization.ts";
import { Problem, TokenRow } from "./token-row.tsx";
import type { Credentials } from "./use-credentials.ts";

/** The metadata that the credentials become, masked, and the token of OAuth 2 with what can be done about it. */
export function WhatIsSent({ credentials }: { readonly credentials: Credentials }) {
  const { asked, preview, token, problem, look } = credentials;
  const entries = [...(preview?.metadata ?? []), ...(preview?.query ?? [])];
  return (
    <section className="sent-credentials" aria-label="What is sent">
      {entries.map(({ name, value }) => (
        <p key={name} className="mono">
          <span className="muted">{name}:</span> {value}
        </p>
      ))}
      {isOAuth(asked.authorization) ? (
        <TokenRow key={JSON.stringify(asked)} asked={asked} token={token} onChanged={look} />
      ) : null}
      <Problem text={problem} />
    </section>
  );
}
