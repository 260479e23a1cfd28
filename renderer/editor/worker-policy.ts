/** Trusted Types: the two workers the editor may start, and no other script address. */
import editorWorker from "monaco-editor/editor/editor.worker?worker&url";
import jsonWorker from "monaco-editor/languages/features/json/json.worker?worker&url";

interface ScriptPolicy {
  createScriptURL(address: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

const ALLOWED: readonly string[] = [editorWorker, jsonWorker];

function allow(address: string): string {
  if (ALLOWED.includes(address)) return address;
  throw new TypeError(`The script ${address} is not one of the app's workers.`);
}

const factory = (globalThis as { readonly trustedTypes?: PolicyFactory }).trustedTypes;
const policy: ScriptPolicy = factory?.createPolicy("app-worker", { createScriptURL: allow }) ?? {
  createScriptURL: allow,
};

/** Starts the worker for an editor's language service. */
export function startWorker(label: string): Worker {
  const address = label === "json" ? jsonWorker : editorWorker;
  return new Worker(policy.createScriptURL(address), { type: "module", name: label });
}
