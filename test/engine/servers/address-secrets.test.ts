import { expect, it } from "vitest";
import { withoutAddressSecrets } from "../../../core/engine/servers/address-secrets.ts";

it.each([
  ["http://me:pass@proxy:3128", "http://proxy:3128"],
  ["socks5h://me@proxy", "socks5h://proxy"],
  ["me:pass@proxy", "proxy"],
  ["http://proxy:3128", "http://proxy:3128"],
])("an address through %s is kept as through %s", (url, kept) => {
  const address = {
    target: "a.example:443",
    security: { mode: "tls" as const, clientBundleFile: "/me.p12", clientKeyPassphrase: "open" },
    connection: {
      userAgent: "x",
      proxy: { kind: "url" as const, url },
      proxyTls: { clientKeyFile: "/key.pem", clientKeyPassphrase: "open" },
    },
  };
  expect(withoutAddressSecrets(address)).toEqual({
    target: "a.example:443",
    security: { mode: "tls", clientBundleFile: "/me.p12" },
    connection: {
      userAgent: "x",
      proxy: { kind: "url", url: kept },
      proxyTls: { clientKeyFile: "/key.pem" },
    },
  });
});
