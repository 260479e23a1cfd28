/** Credentials as a file may hold them: a secret that was typed never goes into one, a variable does. Pure. */
import * as v from "valibot";
import { type Authorization, AuthorizationSchema } from "../../core/contract/authorization.ts";
import { putSecrets, takeSecrets } from "../state/secrets.ts";

/** What goes into the file, and how many secrets stay out of it. */
export interface FileAuthorization {
  /** Absent for none. */
  readonly authorization?: Authorization;
  readonly leftOut: number;
}

const variable = /^\s*\{\{[^{}]+\}\}\s*$/;
const Holder = v.object({ authorization: AuthorizationSchema });

/** The credentials with every secret emptied that is not one variable. */
export function authorizationForFile(authorization: Authorization): FileAuthorization {
  if (authorization.kind === "none") return { leftOut: 0 };
  const { plain, secrets } = takeSecrets({ authorization });
  const variables = Object.fromEntries(Object.entries(secrets).filter(([, text]) => variable.test(text)));
  const kept = v.parse(Holder, putSecrets(plain, variables));
  return {
    authorization: kept.authorization,
    leftOut: Object.keys(secrets).length - Object.keys(variables).length,
  };
}
