import { SecretRow, TextRow } from "../ui/form.tsx";
import { joinProxy, type ProxyParts, splitProxy } from "./proxy-address.ts";

interface ProxyRowsProps {
  /** With user and password, as the engine takes it. */
  readonly url: string;
  readonly onChange: (url: string) => void;
}

/** Where the proxy is and who asks it; a password in an address that is pasted moves to its own field. */
export function ProxyRows({ url, onChange }: ProxyRowsProps) {
  const parts = splitProxy(url);
  const change = (part: Partial<ProxyParts>) => onChange(joinProxy({ ...parts, ...part }));
  return (
    <>
      <TextRow
        label="Proxy’s address"
        placeholder="http://proxy:3128"
        hint="http, https, socks5, socks5h, socks4 or socks4a; with socks5h and socks4a the proxy looks names up."
        value={parts.address}
        onChange={(address) => {
          const typed = splitProxy(address);
          change(typed.user === "" && typed.password === "" ? { address } : typed);
        }}
      />
      <TextRow
        label="Proxy’s user"
        placeholder="none"
        value={parts.user}
        onChange={(user) => change({ user })}
      />
      <SecretRow
        label="Proxy’s password"
        placeholder="none"
        value={parts.password}
        onChange={(password) => change({ password })}
      />
    </>
  );
}
