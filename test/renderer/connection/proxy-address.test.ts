import { describe, expect, it } from "vitest";
import { joinProxy, splitProxy } from "../../../renderer/connection/proxy-address.ts";

describe("a proxy's address", () => {
  it.each([
    ["http://proxy:3128", "http://proxy:3128", "", ""],
    ["http://me:secret@proxy:3128", "http://proxy:3128", "me", "secret"],
    ["socks5h://me@[::1]:1080", "socks5h://[::1]:1080", "me", ""],
    ["http://me:a%40b%3Ac%2F@proxy", "http://proxy", "me", "a@b:c/"],
    ["http://{{user}}:{{pass word}}@{{host}}", "http://{{host}}", "{{user}}", "{{pass word}}"],
    ["http://:secret@proxy", "http://proxy", "", "secret"],
  ])("%s is taken apart and put together again", (url, address, user, password) => {
    expect(splitProxy(url)).toEqual({ address, user, password });
    expect(joinProxy({ address, user, password })).toBe(url);
  });

  it.each([
    ["proxy:3128", "proxy:3128"],
    ["{{proxy}}", "{{proxy}}"],
    ["", ""],
    ["http://", "http://"],
  ])("%s, which is none yet, stays as it is typed", (url, address) => {
    expect(splitProxy(url)).toEqual({ address, user: "", password: "" });
    expect(joinProxy({ address, user: "", password: "" })).toBe(url);
  });

  it("encodes what would end the password", () => {
    expect(joinProxy({ address: "http://p", user: "a:b", password: "c@d/100%" })).toBe(
      "http://a%3Ab:c%40d%2F100%25@p",
    );
    expect(splitProxy("http://me:100%@p")).toEqual({ address: "http://p", user: "me", password: "100%" });
  });
});
