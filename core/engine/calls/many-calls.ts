/** A call that is made many times: its variables are put in once, so that every call sends the same. */
import type { CompareRequest } from "../../contract/compare.ts";
import type { VariableScope } from "../../contract/environments.ts";
import type { CallRequest } from "../../contract/params.ts";
import type { VariableLookup } from "../../variables/lookup.ts";
import { scopedLookup, type VariableParts } from "../variables/variable-parts.ts";
import { inTemplate, putInCall, putInServers } from "../variables/variables.ts";

/** Runs `use` with the values of a call put in; what it refuses about a message is placed in the text as typed. */
export async function withCallValues<Outcome>(
  variables: VariableParts,
  call: CallRequest,
  signal: AbortSignal,
  use: (call: CallRequest) => Promise<Outcome>,
): Promise<Outcome> {
  const lookup = await lookupOf(variables, call.scope, signal);
  return lookup === undefined ? await use(call) : await withLookup(call, lookup, use);
}

/** The same for a comparison: one message, and the address of each channel. */
export async function withComparedValues<Outcome>(
  variables: VariableParts,
  request: CompareRequest,
  signal: AbortSignal,
  use: (request: CompareRequest) => Promise<Outcome>,
): Promise<Outcome> {
  const lookup = await lookupOf(variables, request.scope, signal);
  const [first] = request.channels;
  if (lookup === undefined || first === undefined) return await use(request);
  const servers = await putInServers(
    request.channels.map(({ server }) => server),
    lookup,
  );
  const channels = request.channels.map((compared, index) => ({
    ...compared,
    server: servers[index] ?? compared.server,
  }));
  const { operationId, schemaId, method, metadata, authorization, message, body } = request;
  const call: CallRequest = {
    ...{
      operationId,
      schemaId,
      method,
      metadata,
      channel: first.channel,
      server: servers[0] ?? first.server,
    },
    messages: body === undefined ? [message] : [],
    ...(authorization === undefined ? {} : { authorization }),
  };
  return await withLookup(call, lookup, (put) =>
    use({
      ...request,
      channels,
      message: put.messages[0] ?? message,
      metadata: put.metadata,
      ...(put.authorization === undefined ? {} : { authorization: put.authorization }),
    }),
  );
}

async function withLookup<Outcome>(
  call: CallRequest,
  lookup: VariableLookup,
  use: (call: CallRequest) => Promise<Outcome>,
): Promise<Outcome> {
  const put = await putInCall(call, lookup);
  return await use(put.request).catch(async (thrown: unknown) => {
    throw await inTemplate(thrown, call.messages, put.messages);
  });
}

async function lookupOf(
  variables: VariableParts,
  scope: VariableScope | undefined,
  signal: AbortSignal,
): Promise<VariableLookup | undefined> {
  return scope && (await scopedLookup(variables, scope, true, signal)).lookup;
}
