import type { Authorization } from "../../core/contract/authorization.ts";
import { CheckRow, ChoiceRow, SecretRow, TextRow } from "../ui/form.tsx";
import { ALGORITHM_CHOICES, optional } from "./kinds.ts";
import type { Blamed } from "./use-credentials.ts";

type Recipe = Extract<Authorization, { readonly kind: "jwt" | "oauth2-jwt" }>;

interface JwtRowsProps {
  readonly recipe: Recipe;
  readonly blamed: Blamed;
  readonly onChange: (authorization: Authorization) => void;
}

const claimHints: Readonly<Record<Recipe["kind"], string>> = {
  jwt: "iat and exp are added, so that each call has a token of five minutes; iss, sub and kid come from a service account’s JSON.",
  "oauth2-jwt":
    "iat, exp and aud (the token endpoint) are added; iss, kid and the scopes where the key is a service account’s JSON.",
};

/** What a JWT is made of. */
export function JwtRows({ recipe, blamed, onChange }: JwtRowsProps) {
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
        invalid={blamed["key"]}
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
      ) : (
        <SecretRow
          label="Passphrase"
          placeholder="none: not encrypted"
          value={recipe.passphrase ?? ""}
          invalid={blamed["passphrase"]}
          onChange={(passphrase) => {
            const { passphrase: _, ...rest } = recipe;
            onChange({ ...rest, ...optional("passphrase", passphrase) });
          }}
        />
      )}
      <TextRow
        label="Claims"
        multiline
        value={recipe.claims}
        hint={claimHints[recipe.kind]}
        invalid={blamed["claims"]}
        onChange={(claims) => onChange({ ...recipe, claims })}
      />
      <TextRow
        label="More header"
        placeholder='{"kid": "1"}'
        value={recipe.header ?? ""}
        invalid={blamed["header"]}
        onChange={(header) => {
          const { header: _, ...rest } = recipe;
          onChange({ ...rest, ...optional("header", header) });
        }}
      />
    </>
  );
}
