import { type ReactNode, useState } from "react";
import type { Authorization, OAuthAuthorization } from "../../core/contract/authorization.ts";
import { NumberRow } from "../connection/number-row.tsx";
import { withNumber } from "../connection/settings.ts";
import { ChoiceRow, SecretRow, TextRow } from "../ui/form.tsx";
import { parametersText, readParameters } from "./parameters.ts";

type OAuth = OAuthAuthorization;
/** What every way has beside its kind. */
type SharedParts = Partial<Omit<OAuth, "kind">>;

interface OAuthRowsProps {
  readonly client: OAuth;
  /** Rows between the endpoint and the client. */
  readonly children?: ReactNode;
  readonly onChange: (authorization: Authorization) => void;
}

const secretPlaceholders: Readonly<Record<OAuth["kind"], string>> = {
  "oauth2-client": "",
  "oauth2-code": "none: a public client",
  "oauth2-jwt": "none",
};

/** What an OAuth 2 server is asked with. */
export function OAuthRows({ client, children, onChange }: OAuthRowsProps) {
  const change = (part: SharedParts) => onChange(withoutEmptied({ ...client, ...part }));
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
        hint="Always checked: against the system’s authorities and the CA certificate of the Connection tab."
        value={client.tokenUrl}
        onChange={(tokenUrl) => change({ tokenUrl })}
      />
      {children}
      <TextRow
        label="Client id"
        placeholder={client.kind === "oauth2-jwt" ? "none: the JWT says who asks" : ""}
        value={client.clientId}
        onChange={(clientId) => change({ clientId })}
      />
      <SecretRow
        label="Client secret"
        placeholder={secretPlaceholders[client.kind]}
        value={client.clientSecret ?? ""}
        onChange={(clientSecret) => change({ clientSecret })}
      />
      <TextRow
        label="Scopes"
        placeholder="names with spaces between"
        value={client.scope ?? ""}
        onChange={(scope) => change({ scope })}
      />
      <MoreParameters client={client} onChange={(parameters) => change({ parameters })} />
      <ChoiceRow
        label="Client named in"
        value={client.credentialsIn ?? "header"}
        choices={[
          ["header", "the header (HTTP Basic)"],
          ["body", "the body of the request"],
        ]}
        onChange={(credentialsIn) => change({ credentialsIn })}
      />
      {client.kind === "oauth2-code" ? (
        <NumberRow
          label="Redirect port"
          placeholder="any that is free"
          hint={`The server has to allow http://127.0.0.1${client.redirectPort === undefined ? "" : `:${client.redirectPort}`}/callback.`}
          expected="a port from 1 to 65535"
          value={client.redirectPort}
          read={readPort}
          write={String}
          onChange={(redirectPort) => onChange(withNumber(client, "redirectPort", redirectPort))}
        />
      ) : null}
    </>
  );
}

interface MoreParametersProps {
  readonly client: OAuth;
  readonly onChange: (parameters: OAuth["parameters"]) => void;
}

/** Lines that are no parameter yet stay as they are typed. */
function MoreParameters({ client, onChange }: MoreParametersProps) {
  const [typed, setTyped] = useState<string>();
  const kept = parametersText(client.parameters);
  const text = typed !== undefined && parametersText(readParameters(typed)) === kept ? typed : kept;
  return (
    <TextRow
      label="More parameters"
      multiline
      placeholder="audience=https://api.example.com"
      hint="A name=value on each line, sent to the token endpoint and the authorization page."
      value={text}
      onChange={(next) => {
        setTyped(next);
        onChange([...readParameters(next)]);
      }}
    />
  );
}

function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** What was emptied is left out. */
function withoutEmptied(client: OAuth): OAuth {
  const kept = { ...client };
  if (kept.clientSecret === "") delete kept.clientSecret;
  if (kept.scope === "") delete kept.scope;
  if (kept.parameters?.length === 0) delete kept.parameters;
  return kept;
}
