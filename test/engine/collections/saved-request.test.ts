import { expect, it } from "vitest";
import type { SavedRequest } from "../../../core/contract/collections.ts";
import { serverOf } from "../../../core/engine/collections/saved-request.ts";

const tls = {
  certificateAuthorityFile: "tls/ca.pem",
  clientCertificateFile: "/etc/client.pem",
  clientKeyFile: "{{key}}",
};
const request: SavedRequest = {
  name: "a",
  target: "a.example:443",
  method: "",
  metadata: [],
  messages: [],
  security: { mode: "tls", clientBundleFile: "tls/me.p12", serverName: "tls/no-file", ...tls },
  connection: {
    userAgent: "mine",
    proxy: { kind: "url", url: "https://proxy:3128" },
    proxyTls: { ...tls, insecureSkipVerify: true },
  },
};

it("files of TLS with the server and with a proxy are relative to the collection", () => {
  const inCollection = { ...tls, certificateAuthorityFile: "/c/tls/ca.pem" };
  expect(serverOf(request, "/c")).toEqual({
    target: "a.example:443",
    security: {
      mode: "tls",
      clientBundleFile: "/c/tls/me.p12",
      serverName: "tls/no-file",
      ...inCollection,
    },
    connection: { ...request.connection, proxyTls: { ...inCollection, insecureSkipVerify: true } },
  });
});

it("a request outside of a collection keeps them as they are", () => {
  const { target, security, connection } = request;
  expect(serverOf(request, undefined)).toEqual({ target, security, connection });
});
