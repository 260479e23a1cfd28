import { describe, expect, it } from "vitest";
import { explainStatus, type StatusContext } from "../../core/calls/index.ts";
import type { ChannelStatus } from "../../core/channels/channel.ts";
import { resetFailure } from "../../core/channels/frame-failure.ts";

const said = (
  status: Partial<ChannelStatus> & { readonly code: number },
  context: Partial<StatusContext>,
): string => explainStatus({ message: "", ...status }, { channel: "grpc", ...context }).explanation;

describe("who ended a call", () => {
  it.each<[string, Parameters<typeof said>[0], Partial<StatusContext>, string]>([
    [
      "the one who called",
      { code: 1, cancelledHere: true },
      { deadline: 100, duration: 100 },
      "The call was cancelled here.",
    ],
    [
      "the server, whatever it says",
      { code: 1, message: "Cancelled by the client." },
      { deadline: 5000, duration: 40 },
      "The server, or a proxy in between, ended the call as cancelled; it was not cancelled here.",
    ],
    [
      "the server at the deadline",
      { code: 1 },
      { deadline: 300, duration: 295 },
      "The server ended the call as cancelled when the deadline of 300 ms passed, which it keeps too.",
    ],
    [
      "the server at the deadline, by a reset",
      { code: 1, cause: resetFailure(8, "host:1") },
      { deadline: 300, duration: 295 },
      "The server ended the call as cancelled when the deadline of 300 ms passed, which it keeps too.",
    ],
    [
      "the server before it, by a reset",
      { code: 1, cause: resetFailure(8, "host:1") },
      { deadline: 300, duration: 100 },
      "The server at host:1 gave the call up; it was not cancelled here (RST_STREAM CANCEL).",
    ],
    [
      "the deadline, before an answer",
      { code: 4 },
      { deadline: 1000, duration: 1001, progress: "waiting" },
      "The deadline of 1 s passed before the call was through: the connection stood, and no answer had begun.",
    ],
    [
      "the deadline, inside the answer",
      { code: 4 },
      { deadline: 1000, duration: 999, progress: "answering" },
      "The deadline of 1 s passed before the call was through: the answer had begun.",
    ],
    [
      "a deadline of the server's own",
      { code: 4 },
      { deadline: 5000, duration: 103.4, progress: "answering" },
      "The server gave up after 103 ms because of a deadline that is not this call's; this call has 5 s.",
    ],
    [
      "a deadline where none was set",
      { code: 4 },
      { duration: 2000 },
      "The server gave up after 2 s because of a deadline that is not this call's; this call has none.",
    ],
  ])("%s", (_, status, context, expected) => {
    expect(said(status, context)).toBe(expected);
  });
});

describe("a request that was compressed", () => {
  const gzip = { compression: "gzip" as const };
  const REFUSED = /^The request was compressed with gzip, and the server takes/;
  it.each<[string, Parameters<typeof said>[0], Partial<StatusContext>, RegExp]>([
    [
      "a server that takes none",
      { code: 12, takenCompressions: ["identity"] },
      gzip,
      /takes requests uncompressed alone\.$/,
    ],
    [
      "a server that takes others",
      { code: 12, takenCompressions: ["br", "zstd"] },
      gzip,
      /takes br and zstd alone\.$/,
    ],
    ["HTTP 415", { code: 2, httpStatus: 415, takenCompressions: ["br"] }, gzip, REFUSED],
    [
      "a server that takes it and lacks a method that compresses",
      { code: 12, message: "unknown method Compress", takenCompressions: ["identity", "gzip"] },
      gzip,
      /^The server does not have this method/,
    ],
    [
      "another failure of a server that takes none",
      { code: 5, takenCompressions: ["identity"] },
      gzip,
      /does not exist/,
    ],
    [
      "a server that says nothing of it",
      { code: 12, message: "no decompressor for gzip" },
      gzip,
      /seems not to take\.$/,
    ],
    [
      "a request that was not",
      { code: 12, message: "no gzip", takenCompressions: [] },
      {},
      /^The server does not have/,
    ],
  ])("%s", (_, status, context, expected) => {
    expect(said(status, context)).toMatch(expected);
  });
});
