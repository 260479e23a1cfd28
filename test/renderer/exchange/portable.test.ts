import { expect, it } from "vitest";
import type { PortableRequest } from "../../../core/contract/exchange.ts";
import { connectionIdOf, fromPortable } from "../../../renderer/exchange/from-portable.ts";
import { toPortable } from "../../../renderer/exchange/to-portable.ts";

const request: PortableRequest = {
  name: "Method",
  folder: [],
  channel: "connect-json",
  target: "https://h.test",
  security: { mode: "tls", insecureSkipVerify: true },
  connection: {
    proxy: { kind: "url", url: "https://proxy:1" },
    proxyTls: { clientCertificateFile: "c.pem", clientKeyFile: "k.pem" },
  },
  method: "pkg.Service/Method",
  metadata: [
    { name: "a", value: "1" },
    { name: "b", value: "2", disabled: true },
    { name: "c-bin", value: "08 96", form: { kind: "hex" } },
  ],
  messages: ['{"id": 9007199254740993}', "{}"],
  deadline: 2500,
  sources: [{ kind: "descriptor-set", file: "a.binpb" }],
};

it("a request goes into a tab and comes out as it was", () => {
  expect(toPortable(fromPortable("1", "c", request), request.sources)).toEqual(request);
});

it("a body of plain HTTP becomes the message", () => {
  const http = { verb: "POST", url: "https://h.test/v1/a", body: '{"a": 1}' };
  const draft = fromPortable("1", "", { ...request, channel: "http-json", method: "", messages: [], http });
  expect(draft.messages).toEqual(['{"a": 1}']);
});

it("the same sources are the same connection, and reflection is that of its server", () => {
  const server = { target: "h:1", security: { mode: "auto" as const } };
  const reflection = { kind: "reflection" as const, server, metadata: [], version: "auto" as const };
  expect(connectionIdOf([])).toBe("");
  expect(connectionIdOf([reflection])).toBe("reflection h:1");
  expect(connectionIdOf(request.sources)).toBe(connectionIdOf([...request.sources]));
});
