import type { Authorization } from "../../core/contract/authorization.ts";
import { editRequest } from "../actions/tabs.ts";
import { KeepingNote } from "../secrets/keeping-note.tsx";
import type { RequestDraft } from "../state/drafts.ts";
import { CheckRow, ChoiceRow, FormGrid, SecretRow, TextRow } from "../ui/form.tsx";
import { ALGORITHM_CHOICES, AUTHORIZATION_KINDS, emptyAuthorization, optional } from "./kinds.ts";
import { OAuthRows } from "./oauth-rows.tsx";
import { WhatIsSent } from "./what-is-sent.tsx";

/** Who calls: credentials that the engine turns into metadata, on reflection too. */
export function AuthPane({ draft }: { readonly draft: RequestDraft }) {
  const { authorization } = draft;
  const change = (next: Authorization) => editRequest(draft.id, (now) => ({ ...now, authorization: next }));
  return (
    <div className="form-pane">
      <FormGrid label="Credentials">
        <ChoiceRow
          label="Kind"
          value={authorization.kind}
          choices={AUTHORIZATION_KINDS}
          onChange={(kind) => change(emptyAuthorization(kind, authorization))}
        />
        <Rows authorization={authorization} onChange={change} />
      </FormGrid>
      {authorization.kind === "none" ? (
        <p className="quiet-note">Nothing is added. Metadata that you write yourself is sent as it is.</p>
      ) : (
        <>
          <WhatIsSent authorization={authorization} draft={draft} />
          <KeepingNote />
        </>
      )}
    </div>
  );
}

interface RowsProps {
  readonly authorization: Authorization;
  readonly onChange: (authorization: Authorization) => void;
}

function Rows({ authorization, onChange }: RowsProps) {
  switch (authorization.kind) {
    case "none":
      return null;
    case "api-key":
      return (
        <>
          <ChoiceRow
            label="Goes into"
            value={authorization.in}
            choices={[
              ["header", "a header (metadata)"],
              ["query", "the query of the URL (HTTP channels)"],
            ]}
            onChange={(place) => onChange({ ...authorization, in: place })}
          />
          <TextRow
            label="Name"
            value={authorization.name}
            onChange={(name) => onChange({ ...authorization, name })}
          />
          <SecretRow
            label="Key"
            value={authorization.value}
            onChange={(value) => onChange({ ...authorization, value })}
          />
        </>
      );
    case "bearer":
      return (
        <SecretRow
          label="Token"
          value={authorization.token}
          onChange={(token) => onChange({ ...authorization, token })}
        />
      );
    case "basic":
      return (
        <>
          <TextRow
            label="User"
            value={authorization.username}
            onChange={(username) => onChange({ ...authorization, username })}
          />
          <SecretRow
            label="Password"
            value={authorization.password}
            onChange={(password) => onChange({ ...authorization, password })}
          />
        </>
      );
    case "oauth2-client":
    case "oauth2-code":
      return <OAuthRows client={authorization} onChange={onChange} />;
    case "jwt":
      return <JwtRows recipe={authorization} onChange={onChange} />;
  }
}

interface JwtRowsProps {
  readonly recipe: Extract<Authorization, { readonly kind: "jwt" }>;
  readonly onChange: (authorization: Authorization) => void;
}

function JwtRows({ recipe, onChange }: JwtRowsProps) {
  const isShared = recipe.algorithm.startsWith("HS");
  return (
    <>
      <ChoiceRow
        label="Algorithm"
        value={recipe.algorithm}
        choices={ALGORITHM_CHOICES}
        onChange={(algorithm) => onChange({ ...recipe, algorithm })}
      />
      <SecretRow
        label={isShared ? "Secret" : "Private key"}
        multiline={!isShared}
        placeholder={isShared ? "" : "-----BEGIN PRIVATE KEY-----, a JWK, or the JSON of a service account"}
        value={recipe.key}
        onChange={(key) => onChange({ ...recipe, key })}
      />
      {isShared ? (
        <CheckRow
          label="The secret is base64"
          checked={recipe.keyIsBase64 === true}
          onChange={(isBase64) => {
            const { keyIsBase64: _, ...rest } = recipe;
            onChange(isBase64 ? { ...rest, keyIsBase64: true } : rest);
          }}
        />
      ) : null}
      <TextRow
        label="Claims"
        multiline
        value={recipe.claims}
        hint="iat and exp are added, so that each call has a token of five minutes; iss, sub and kid come from a service account’s JSON."
        onChange={(claims) => onChange({ ...recipe, claims })}
      />
      <TextRow
        label="More header"
        placeholder='{"kid": "1"}'
        value={recipe.header ?? ""}
        onChange={(header) => {
          const { header: _, ...rest } = recipe;
          onChange({ ...rest, ...optional("header", header) });
        }}
      />
    </>
  );
}
