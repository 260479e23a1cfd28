import { describe, expect, it } from "vitest";
import type { CallEvent, CallRecord, DocumentSummary } from "../../../core/contract/views.ts";
import {
  addEvents,
  beginRun,
  EVENT_LIMIT,
  failRun,
  finishRun,
  followNewest,
  loseRuns,
  noteRunStage,
  pickRecorded,
  pinShown,
  showMessage,
  shownDocument,
  shownNumber,
  unpin,
} from "../../../renderer/state/runs.ts";

const document = (documentId: string): DocumentSummary => ({
  documentId,
  byteLength: 1,
  jsonByteLength: 2,
  jsonTextLength: 2,
  treeRowCount: 1,
  typeName: "p.O",
  findings: [],
  steps: [],
});
const received = (index: number): CallEvent => ({
  kind: "message-received",
  at: index,
  index,
  document: document(`d${index}`),
});
const record = (documents: readonly DocumentSummary[]) =>
  ({ operationId: "op", received: documents, status: { code: 0 }, events: [] }) as unknown as CallRecord;

const begun = beginRun({}, "t", { operationId: "op", method: "p.S/M", channel: "grpc", startedAt: 1 });

describe("a run", () => {
  it("begins with nothing", () =>
    expect(begun["t"]).toMatchObject({ phase: "running", events: [], received: [] }));
  it.each([
    ["connecting", { kind: "connecting", at: 0, address: "a" }, "connecting"],
    ["connected", { kind: "connected", at: 0, address: "a", protocol: "h2" }, "sending"],
    ["half-closed", { kind: "half-close", at: 0 }, "waiting for headers"],
    ["headers here", { kind: "response-headers", at: 0, headers: [] }, "waiting for messages"],
    ["a message here", received(0), "receiving"],
  ] as const)("says where it is: %s", (_, event, stage) =>
    expect(addEvents(begun, "op", [event])["t"]?.stage).toBe(stage),
  );
  it("follows the newest message until one is picked", () => {
    const two = addEvents(begun, "op", [received(0), received(1)]);
    expect(shownDocument(two["t"])?.documentId).toBe("d1");
    const picked = showMessage(two, "t", 0);
    expect(shownDocument(addEvents(picked, "op", [received(2)])["t"])?.documentId).toBe("d0");
    expect(
      shownDocument(finishRun(picked, "op", record([document("d0"), document("d1")]))["t"])?.documentId,
    ).toBe("d0");
  });
  it("follows the newest of a recording beyond those that are told, and stays where it is told to", () => {
    const told = addEvents(begun, "op", [received(0), received(1)]);
    const followed = followNewest(told, "op", { received: 7, document: document("d7") });
    const shown = (state: typeof told) => [state["t"]?.pinned, shownDocument(state["t"])?.documentId];
    expect(shown(followed)).toEqual([false, "d7"]);
    expect(followed["t"] && shownNumber(followed["t"])).toBe(7);
    expect(shown(finishRun(followed, "op", record([document("d0"), document("d1")])))).toEqual([false, "d7"]);
    const pinned = pinShown(followed, "op");
    expect(shown(followNewest(pinned, "op", { received: 8, document: document("d8") }))).toEqual([
      true,
      "d7",
    ]);
    expect(shown(showMessage(pinned, "t", 1))).toEqual([true, "d1"]);
    const picked = pickRecorded(pinned, "op", { event: 4, received: 3, document: document("d3") });
    expect(shown(picked)).toEqual([true, "d3"]);
    expect(shown(unpin(picked, "op"))).toEqual([false, "d7"]);
  });
  it("does not pick what is not there", () => expect(showMessage(begun, "t", 4)).toBe(begun));
  it("keeps the engine's words for a step where the channel says no more than that it connects", () => {
    const told = noteRunStage(begun, "op", "TLS handshake");
    const after = addEvents(told, "op", [{ kind: "connecting", at: 1, address: "a:1" }]);
    expect(after["t"]?.stage).toBe("TLS handshake");
  });
  it("shows a connection until it stands", () => {
    const report = { target: "a:1", address: "", protocol: "", steps: [], earlierCalls: 0 };
    const told = noteRunStage(begun, "op", "TLS handshake", { report, seenAt: 1 });
    const looked = addEvents(told, "op", [
      { kind: "resolving", at: 1, name: "a", addresses: ["127.0.0.1"], duration: 1 },
    ]);
    expect(looked["t"]?.connecting?.report).toBe(report);
    const stands = addEvents(looked, "op", [
      { kind: "connected", at: 2, address: "127.0.0.1:1", protocol: "h2" },
    ]);
    expect(stands["t"]?.connecting).toBeUndefined();
  });
  it("takes the engine's word on stages", () =>
    expect(noteRunStage(begun, "op", "TLS")["t"]?.stage).toBe("TLS"));
  it("keeps events within bounds", () => {
    const many = Array.from({ length: EVENT_LIMIT + 5 }, (): CallEvent => ({ kind: "half-close", at: 0 }));
    expect(addEvents(begun, "op", many)["t"]?.events.length).toBe(EVENT_LIMIT);
  });
  it("ends with its record, and hears nothing after", () => {
    const finished = finishRun(begun, "op", record([document("d0")]));
    expect(finished["t"]).toMatchObject({ phase: "finished", shown: 0, stage: "" });
    expect(addEvents(finished, "op", [received(1)])).toBe(finished);
    expect(noteRunStage(finished, "op", "TLS")).toBe(finished);
  });
  it("can fail before it is a call", () => {
    const error = { code: "bad-json" as const, message: "no", hint: "", findings: [] };
    expect(failRun(begun, "op", error)["t"]).toMatchObject({ phase: "failed", error });
  });
  it("loses its bytes with the engine", () => {
    const lost = loseRuns(finishRun(begun, "op", record([document("d0")])));
    expect([lost["t"]?.phase, shownDocument(lost["t"])]).toEqual(["lost", undefined]);
  });
  it("is not touched by another call's news", () => expect(failRun(begun, "other", {} as never)).toBe(begun));
});
