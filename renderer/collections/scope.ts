/** Where the variables of a request are looked up. */
import type { VariableScope } from "../../core/contract/environments.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { serverOf } from "../state/servers.ts";
import type { SavedLink } from "./saved-link.ts";
import { collections } from "./store.ts";

/** The scope of a saved request. */
export function scopeOf({ collection, file }: SavedLink): VariableScope {
  return { collection, file, ...environmentOf(collection) };
}

/** The scope of a request that is not saved: the collection whose environment the header shows, if one is open. */
export function openScope(): VariableScope {
  const [first] = collections.get().open;
  return first === undefined ? {} : { collection: first.path, ...environmentOf(first.path) };
}

/** The scope of a request with variables of its own, saved or not. */
export function wholeScopeOf({ saved, variables }: Pick<RequestDraft, "saved" | "variables">): VariableScope {
  const own = variables === undefined ? {} : { request: [...variables] };
  return { ...(saved === undefined ? openScope() : scopeOf(saved)), ...own };
}

/** The scope of a request as it is typed; none for one that names no variable, whose texts stay as they are. */
export function scopeOfDraft(draft: RequestDraft): VariableScope | undefined {
  return draft.saved !== undefined || namesVariables(draft) ? wholeScopeOf(draft) : undefined;
}

function environmentOf(collection: string): Pick<VariableScope, "environment"> {
  const environment = collections.get().open.find(({ path }) => path === collection)?.environment ?? "";
  return environment === "" ? {} : { environment };
}

function namesVariables(draft: RequestDraft): boolean {
  const { messages, metadata, deadline, authorization, options, http, servers, channel } = draft;
  const isNamed = (text: string) => text.includes("{{");
  return (
    messages.some(isNamed) ||
    isNamed(deadline) ||
    metadata.some(({ name, value }) => isNamed(name) || isNamed(value)) ||
    isNamed(JSON.stringify([serverOf(servers, channel), authorization, options, http]))
  );
}
