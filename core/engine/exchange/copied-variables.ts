/** The values of variables in a request that leaves for another tool. Secrets stay names: what is copied is passed on. */
import type { VariableScope } from "../../contract/environments.ts";
import type { PortableRequest } from "../../contract/exchange.ts";
import type { Finding } from "../../finding.ts";
import type { Lookup } from "../../variables/lookup.ts";
import { putInText } from "../../variables/put-in.ts";
import { scopedLookup, type VariableParts } from "../variables/variable-parts.ts";
import { eachText } from "../variables/variables.ts";

/** The request with its values, and a finding for every name that stays. */
export async function putInPortable(
  request: PortableRequest,
  scope: VariableScope,
  variables: VariableParts,
): Promise<{ readonly request: PortableRequest; readonly findings: readonly Finding[] }> {
  const { lookup } = await scopedLookup(variables, scope, false, new AbortController().signal);
  const find = async (expression: string): Promise<Lookup> =>
    withoutSecret(expression, await lookup.find(expression));
  const left = new Map<string, Finding>();
  const put = async (text: string, form: "plain" | "json"): Promise<string> => {
    if (!text.includes("{{")) return text;
    const { text: outcome, findings } = await putInText(text, form, { find });
    for (const finding of findings) left.set(finding.message, leftAsName(finding));
    return outcome;
  };
  const { messages: typed, ...rest } = request;
  const messages = [];
  for (const message of typed) messages.push(await put(message, "json"));
  const plain = await eachText("request", rest, (_, text) => put(text, "plain"));
  return { request: { ...plain, messages }, findings: [...left.values()] };
}

function withoutSecret(name: string, looked: Lookup): Lookup {
  if (!("found" in looked) || !looked.found.secret) return looked;
  return {
    missing: {
      code: "secret-without-value",
      message: `the secret "${name}" is not copied`,
      hint: "Put its value in where the copy is used.",
    },
  };
}

function leftAsName(finding: Finding): Finding {
  return {
    code: finding.code,
    severity: "warning",
    message: `A variable stays as its name: ${finding.message}`,
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
  };
}
