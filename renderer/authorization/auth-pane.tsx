import type { Authorization } from "../../core/contract/authorization.ts";
import { editRequest } from "../actions/tabs.ts";
import { KeepingNote } from "../secrets/keeping-note.tsx";
import type { RequestDraft } from "../state/drafts.ts";
import { ChoiceRow, FormGrid, SecretRow, TextRow } from "../ui/form.tsx";
import { JwtRows } from "./jwt-rows.tsx";
import { AUTHORIZATION_KINDS, emptyAuthorization } from "./kinds.ts";
import { tokenNote, userNote } from "./notes.ts";
import { OAuthRows } from "./oauth-rows.tsx";
import { type Blamed, useCredentials } from "./use-credentials.ts";
import { WhatIsSent } from "./what-is-sent.tsx";

/** Who calls: credentials that the engine turns into metadata, on reflection too. */
export function AuthPane({ draft }: { readonly draft: RequestDraft }) {
  const { authorization } = draft;
  const credentials = useCredentials(draft);
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
        <Rows authorization={authorization} blamed={credentials.blamed} onChange={change} />
      </FormGrid>
      {authorization.kind === "none" ? (
        <p className="quiet-note">Nothing is added. Metadata that you write yourself is sent as it is.</p>
      ) : (
        <>
          <WhatIsSent credentials={credentials} />
          <KeepingNote />
        </>
      )}
    </div>
  );
}

interface RowsProps {
  readonly authorization: Authorization;
  readonly blamed: Blamed;
  readonly onChange: (authorization: Authorization) => void;
}

function Rows({ authorization, blamed, onChange }: RowsProps) {
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
            invalid={blamed["name"]}
            onChange={(name) => onChange({ ...authorization, name })}
          />
          <SecretRow
            label="Key"
            value={authorization.value}
            invalid={blamed["value"]}
            onChange={(value) => onChange({ ...authorization, value })}
          />
        </>
      );
    case "bearer":
      return (
        <SecretRow
          label="Token"
          value={authorization.token}
          hint={tokenNote(authorization.token)}
          invalid={blamed["token"]}
          onChange={(token) => onChange({ ...authorization, token })}
        />
      );
    case "basic":
      return (
        <>
          <TextRow
            label="User"
            value={authorization.username}
            hint={userNote(authorization.username)}
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
    case "oauth2-jwt":
      return (
        <OAuthRows client={authorization} onChange={onChange}>
          <JwtRows recipe={authorization} blamed={blamed} onChange={onChange} />
        </OAuthRows>
      );
    case "jwt":
      return <JwtRows recipe={authorization} blamed={blamed} onChange={onChange} />;
  }
}
