import { useEffect, useState } from "react";
import type {
  Authorization,
  AuthorizationRequest,
  CredentialsPreview,
  TokenState,
} from "../../core/contract/authorization.ts";
import { tokenWayOf } from "../../core/contract/token-way.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { scopeOfDraft } from "../collections/scope.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { serverOf } from "../state/servers.ts";
import { useRun } from "../state/use-current.ts";

/** What is wrong, by the field that it is told at. */
export type Blamed = Readonly<Record<string, string | undefined>>;

/** What the credentials of a request become. */
export interface Credentials {
  readonly asked: AuthorizationRequest;
  /** Masked; absent while they do not work. */
  readonly preview: CredentialsPreview | undefined;
  /** The token of OAuth 2. */
  readonly token: TokenState | undefined;
  readonly blamed: Blamed;
  /** What is wrong, where it is told at no field. */
  readonly problem: string;
  /** Looks again. */
  readonly look: () => void;
}

/** Pause after typing before the engine is asked, in ms. */
const PAUSE = 200;

/** Follows the credentials as they are typed. */
export function useCredentials(draft: RequestDraft): Credentials {
  const [preview, setPreview] = useState<CredentialsPreview>();
  const [token, setToken] = useState<TokenState>();
  const [failure, setFailure] = useState<ErrorRecord>();
  const [turn, setTurn] = useState(0);
  const phase = useRun(draft.id)?.phase;
  const { authorization, servers, channel } = draft;
  const way = tokenWayOf(serverOf(servers, channel));
  const scope = scopeOfDraft(draft);
  const asked = {
    authorization,
    way,
    ...(scope === undefined ? {} : { scope }),
  };
  const key = JSON.stringify(asked);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of what is asked, and a new token is a reason to look again, which a call may have got
  useEffect(() => {
    let current = true;
    const timer = window.setTimeout(async () => {
      try {
        const one = await engine();
        const [seen, state] = await Promise.all([one.previewCredentials(asked), one.tokenState(asked)]);
        if (!current) return;
        setPreview(seen);
        setToken(state);
        setFailure(undefined);
      } catch (thrown) {
        if (!current) return;
        setPreview(undefined);
        setFailure(isComplete(authorization) ? toErrorRecord(thrown) : undefined);
      }
    }, PAUSE);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [key, turn, phase]);

  const field = failure?.steps?.find((step) => step.kind === "set-credentials")?.field;
  return {
    asked,
    preview,
    token,
    blamed: field === undefined ? {} : { [field]: failure?.message },
    problem: field === undefined ? (failure?.message ?? "") : "",
    look: () => setTurn((now) => now + 1),
  };
}

/** While a key is still being typed, what is missing need not be told. */
function isComplete(authorization: Authorization): boolean {
  const isOptional = (name: string) =>
    name === "clientSecret" || (name === "clientId" && authorization.kind === "oauth2-jwt");
  return Object.entries(authorization).every(([name, value]) => value !== "" || isOptional(name));
}
