import type { Authorization } from "../../core/contract/authorization.ts";
import { ChoiceRow, SecretRow, TextRow } from "../ui/form.tsx";
import { optional } from "./kinds.ts";

/** Credentials of OAuth 2. */
export type OAuth = Extract<Authorization, { readonly kind: "oauth2-client" | "oauth2-code" }>;

interface OAuthRowsProps {
  readonly client: OAuth;
  readonly onChange: (authorization: Authorization) => void;
}

/** What an OAuth 2 server is asked with. */
export function OAuthRows({ client, onChange }: OAuthRowsProps) {
  const { clientSecret: _secret, scope: _scope, ...rest } = client;
  const kept = {
    ...optional("clientSecret", client.clientSecret ?? ""),
    ...optional("scope", client.scope ?? ""),
  };
  return (
    <>
      {client.kind === "oauth2-code" ? (
        <TextRow
          label="Authorization page"
          placeholder="https://login.example.com/authorize"
          value={client.authorizationUrl}
          onChange={(authorizationUrl) => onChange({ ...client, authorizationUrl })}
        />
      ) : null}
      <TextRow
        label="Token endpoint"
        placeholder="https://login.example.com/token"
        value={client.tokenUrl}
        onChange={(tokenUrl) => onChange({ ...client, tokenUrl })}
      />
      <TextRow
        label="Client id"
        value={client.clientId}
        onChange={(clientId) => onChange({ ...client, clientId })}
      />
      <SecretRow
        label="Client secret"
        placeholder={client.kind === "oauth2-code" ? "none: a public client" : ""}
        value={client.clientSecret ?? ""}
        onChange={(secret) => onChange({ ...rest, ...kept, ...without("clientSecret", secret) })}
      />
      <TextRow
        label="Scopes"
        placeholder="names with spaces between"
        value={client.scope ?? ""}
        onChange={(scope) => onChange({ ...rest, ...kept, ...without("scope", scope) })}
      />
      <ChoiceRow
        label="Client named in"
        value={client.credentialsIn ?? "header"}
        choices={[
          ["header", "the header (HTTP Basic)"],
          ["body", "the body of the request"],
        ]}
        onChange={(credentialsIn) => onChange({ ...client, credentialsIn })}
      />
    </>
  );
}

/** An emptied text goes, whatever stood there. */
function without<Name extends string>(name: Name, text: string): object {
  return text === "" ? { [name]: undefined } : { [name]: text };
}
