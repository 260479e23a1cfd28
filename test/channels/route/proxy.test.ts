import { describe, expect, it } from "vitest";
import { chooseProxy } from "../../../core/channels/route/proxy.ts";
import { requireTarget } from "../../../core/channels/target.ts";

const target = (text: string) => requireTarget({ target: text, security: { mode: "auto" } });
const label = (text: string, environment: Record<string, string>) =>
  chooseProxy(target(text), { kind: "environment" }, environment)?.label;

describe("the environment's proxy", () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ["api.example:443", {}, undefined],
    ["api.example:443", { https_proxy: "http://p:3128" }, "http://p:3128 (https_proxy)"],
    ["api.example:443", { HTTPS_PROXY: "p:3128" }, "http://p:3128 (HTTPS_PROXY)"],
    ["api.example:443", { http_proxy: "http://p:3128" }, undefined],
    ["http://api.example", { http_proxy: "http://p" }, "http://p:80 (http_proxy)"],
    ["api.example:443", { ALL_PROXY: "socks5://p" }, "socks5://p:1080 (ALL_PROXY)"],
    ["api.example:443", { grpc_proxy: "https://p", https_proxy: "http://q" }, "https://p:443 (grpc_proxy)"],
    ["localhost:443", { https_proxy: "http://p:3128" }, undefined],
    ["http://127.0.0.1:80", { http_proxy: "http://p:3128" }, undefined],
    ["unix:/run/x.sock", { all_proxy: "http://p:3128" }, undefined],
  ])("%s with %j is %s", (text, environment, expected) => {
    expect(label(text, environment)).toBe(expected);
  });
});

describe("no_proxy", () => {
  it.each<[string, string, boolean]>([
    ["api.example:443", "*", true],
    ["api.example:443", "api.example", true],
    ["api.example:443", "API.EXAMPLE", true],
    ["api.example:443", "example", true],
    ["api.example:443", ".example", true],
    ["api.example:443", "*.example", true],
    ["api.example:443", "pi.example", false],
    ["api.example:443", "other, api.example", true],
    ["api.example:443", "api.example:8443", false],
    ["api.example:8443", "api.example:8443", true],
    ["10.1.2.3:443", "10.0.0.0/8", true],
    ["11.1.2.3:443", "10.0.0.0/8", false],
    ["10.1.2.3:443", "10.1.2.3", true],
    ["10.1.2.3:443", "fe80::/10", false],
    ["[fd00::1]:443", "fd00::/8", true],
    ["api.example:443", "", false],
  ])("%s is not proxied by %s: %s", (text, list, excluded) => {
    expect(label(text, { https_proxy: "http://p:3128", no_proxy: list }) === undefined).toBe(excluded);
  });
});

describe("a named proxy", () => {
  it("goes for loopback too, with its credentials kept out of the label", () => {
    const proxy = chooseProxy(target("localhost:1"), { kind: "url", url: "socks5h://me:s%40crt@p:99" });
    expect(proxy).toEqual({
      kind: "socks5h",
      host: "p",
      port: 99,
      username: "me",
      password: "s@crt",
      label: "socks5h://p:99",
    });
  });

  it.each([
    ["localhost:1", "ftp://p", "The proxy has the scheme ftp://, which is not known."],
    ["localhost:1", "http://", "The address of the proxy is empty."],
    ["localhost:1", "", "The address of the proxy is empty."],
    ["localhost:1", "http://a b", "The proxy cannot be read as an address."],
    ["unix:/run/x.sock", "http://p", "A proxy cannot reach the unix socket /run/x.sock."],
  ])("for %s, %s is refused", (text, url, message) => {
    expect(() => chooseProxy(target(text), { kind: "url", url })).toThrow(
      expect.objectContaining({ code: "usage", message }),
    );
  });

  it("is none when none is wanted", () => {
    expect(chooseProxy(target("a.example"), { kind: "none" }, { all_proxy: "http://p" })).toBeUndefined();
  });
});
