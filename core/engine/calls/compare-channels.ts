/** The engine's methods that call many times: comparing channels, a small load, and scripts for large ones. */
import type { LoadSoFar } from "../../calls/load-tally.ts";
import type { Channel } from "../../channels/channel.ts";
import {
  type CompareMethods,
  CompareParams,
  type CompareRequest,
  type Comparison,
} from "../../contract/compare.ts";
import {
  type LoadMethods,
  LoadParams,
  type LoadReport,
  type LoadRequest,
  LoadScriptParams,
} from "../../contract/load.ts";
import type { CallRequest } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { callsRoom, codecRoom, comparePart, loadPart, poolPart } from "../rooms.ts";
import { type Channels, createChannels } from "../servers/channels.ts";
import type { VariableParts } from "../variables/variable-parts.ts";
import { answerDiff } from "./answer-diff.ts";
import { messagesOf } from "./bodies.ts";
import { kindOf, statusContext } from "./calls.ts";
import { loadScript } from "./load-script.ts";
import { withCallValues, withComparedValues } from "./many-calls.ts";

/** Comparing and loading. */
export function compareMethods(parts: Parts, variables: VariableParts): CompareMethods & LoadMethods {
  const { operations } = parts;
  return {
    compareChannels: door("compareChannels", CompareParams, (request) =>
      operations.run(request.operationId, (signal) =>
        withComparedValues(variables, request, signal, (put) => compare(put, parts, signal)),
      ),
    ),
    runLoad: door("runLoad", LoadParams, (request) =>
      operations.run(request.operationId, (signal) =>
        withCallValues(variables, request.call, signal, (call) => load({ ...request, call }, parts, signal)),
      ),
    ),
    loadScript: door("loadScript", LoadScriptParams, (request) =>
      withCallValues(variables, request.call, new AbortController().signal, (call) =>
        loadScript({ ...request, call }, parts),
      ),
    ),
  };
}

async function compare(request: CompareRequest, parts: Parts, signal: AbortSignal): Promise<Comparison> {
  const [
    { compareContenders, jsonHabits, refusingChannel },
    { findMethod },
    { explainStatus },
    { renderJson },
  ] = await Promise.all([comparePart(), poolPart(), callsRoom(), codecRoom()]);
  const { operationId, schemaId, metadata, deadline, count, message, body, options, authorization } = request;
  const pool = parts.schemas.get(schemaId);
  const method = findMethod(pool, request.method);
  const name = `${method.parent.typeName}/${method.name}`;
  if (kindOf(method) !== "unary") {
    throw new ByteglassError(
      "usage",
      `${name} streams; only methods with one message each way are compared.`,
      {
        hint: "Choose a unary method.",
      },
    );
  }
  const { registry } = pool;
  const diff = await answerDiff(method, registry);
  const opened: Channels[] = [];
  try {
    const contenders = [];
    for (const compared of request.channels) {
      const { channel: kind, server, binding, http } = compared;
      const call: CallRequest = {
        ...{ operationId, schemaId, method: name, channel: kind, server, metadata },
        ...(body === undefined ? { messages: [message] } : { messages: [], bodies: [body] }),
        ...(deadline === undefined ? {} : { deadline }),
        ...(binding === undefined ? {} : { binding }),
        ...(http === undefined ? {} : { http }),
        ...(options === undefined ? {} : { options }),
        ...(authorization === undefined ? {} : { authorization }),
      };
      // Connections of its own for each: the time until it stands is part of what is compared.
      const channels = createChannels(parts.tokens);
      opened.push(channels);
      const [encoded] = await messagesOf(call, { type: method.input, registry, documents: parts.documents });
      if (encoded === undefined) throw new RangeError("one text makes one message");
      contenders.push({
        compared,
        channel: await channels
          .forCall(call, { method, pool }, signal)
          .catch((thrown: unknown) => refusingChannel(kind, requireNoBinding(thrown))),
        message: encoded.bytes,
        plan: planOf(name, metadata, deadline),
        explain: (status: Parameters<typeof explainStatus>[0]) =>
          explainStatus(status, statusContext(call, registry)),
        diff,
        habits: (json: string) => jsonHabits(json, method.output),
        toJson: (bytes: Uint8Array) =>
          renderJson(method.output, bytes, { registry, indent: 0, links: false }).text,
      });
    }
    const onRound = paced((done: number) =>
      parts.tell({ kind: "progress", operationId, stage: `compared ${done} of ${count}` }),
    );
    return await compareContenders(contenders, { method: name, count, signal, onRound });
  } finally {
    for (const channels of opened) channels.close();
  }
}

/** The error of a method that a channel has no form for; any other one goes on. */
function requireNoBinding(thrown: unknown): ByteglassError {
  if (thrown instanceof ByteglassError && thrown.code === "no-binding") return thrown;
  throw thrown;
}

async function load(request: LoadRequest, parts: Parts, signal: AbortSignal): Promise<LoadReport> {
  const [{ runLoad, checkMessageCount }, { findMethod }, { explainStatus }] = await Promise.all([
    loadPart(),
    poolPart(),
    callsRoom(),
  ]);
  const { operationId, call, count, duration, concurrency } = request;
  if (count === undefined && duration === undefined) {
    throw new ByteglassError("usage", "A load needs a number of calls, a time, or both.", {
      hint: "Say how many calls to make, or for how long.",
    });
  }
  const pool = parts.schemas.get(call.schemaId);
  const method = findMethod(pool, call.method);
  const name = `${method.parent.typeName}/${method.name}`;
  const { registry } = pool;
  const messages = await messagesOf(call, { type: method.input, registry, documents: parts.documents });
  checkMessageCount({ kind: kindOf(method), path: `/${name}` }, messages.length);
  const channels = createChannels(parts.tokens);
  try {
    const channel: Channel = await channels.forCall(call, { method, pool }, signal);
    const { deadline, metadata } = call;
    return await runLoad({
      ...{ method: name, channel, count, duration, concurrency, signal },
      plan: { ...planOf(name, metadata, deadline), kind: kindOf(method) },
      messages: messages.map(({ bytes }) => bytes),
      explain: (status) => explainStatus(status, statusContext(call, registry)),
      onProgress: paced((done: number, soFar: () => LoadSoFar) => {
        parts.tell({
          kind: "progress",
          operationId,
          stage: count === undefined ? `${done} calls` : `${done} of ${count}`,
        });
        parts.tell({ kind: "load", operationId, ...soFar() });
      }),
    });
  } finally {
    channels.close();
  }
}

function planOf(name: string, metadata: CallRequest["metadata"], deadline: number | undefined) {
  return {
    path: `/${name}`,
    kind: "unary" as const,
    metadata,
    ...(deadline === undefined ? {} : { deadline }),
  };
}

/** Time between two tellings, in ms. */
const PACE = 100;

/** Calls at most every `PACE` ms. */
function paced<Told extends readonly unknown[]>(tell: (...told: Told) => void): (...told: Told) => void {
  let toldAt = 0;
  return (...told) => {
    const now = performance.now();
    if (now - toldAt < PACE) return;
    toldAt = now;
    tell(...told);
  };
}
