import type { ProxyTls } from "../../core/contract/call-options.ts";
import { CheckRow, FileRow, SecretRow, TextRow } from "../ui/form.tsx";
import { joinProxy, type ProxyParts, splitProxy } from "./proxy-address.ts";
import { withText } from "./settings.ts";

interface ProxyRowsProps {
  /** With user and password, as the engine takes it. */
  readonly url: string;
  readonly tls: ProxyTls;
  readonly onChange: (url: string) => void;
  readonly onTls: (tls: ProxyTls) => void;
}

/** Where the proxy is and who asks it; a password in an address that is pasted moves to its own field. */
export function ProxyRows({ url, tls, onChange, onTls }: ProxyRowsProps) {
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
      {/^https:/i.test(url.trim()) ? <ProxyTlsRows tls={tls} onChange={onTls} /> : null}
    </>
  );
}

interface ProxyTlsRowsProps {
  readonly tls: ProxyTls;
  readonly onChange: (tls: ProxyTls) => void;
}

/** What TLS with the proxy itself is set up with: what is set for the server does not hold for it. */
function ProxyTlsRows({ tls, onChange }: ProxyTlsRowsProps) {
  return (
    <>
      <FileRow
        label="Proxy’s CA certificate"
        placeholder="the system’s authorities"
        value={tls.certificateAuthorityFile ?? ""}
        onChange={(path) => onChange(withText(tls, "certificateAuthorityFile", path))}
      />
      <FileRow
        label="Certificate for the proxy"
        placeholder="none (PEM)"
        value={tls.clientCertificateFile ?? ""}
        onChange={(path) => onChange(withText(tls, "clientCertificateFile", path))}
      />
      <FileRow
        label="Key for the proxy"
        placeholder="none (PEM)"
        value={tls.clientKeyFile ?? ""}
        onChange={(path) => onChange(withText(tls, "clientKeyFile", path))}
      />
      <SecretRow
        label="Passphrase for the proxy"
        placeholder="of an encrypted key"
        value={tls.clientKeyPassphrase ?? ""}
        onChange={(text) => onChange(withText(tls, "clientKeyPassphrase", text))}
      />
      <CheckRow
        label="Do not check the proxy’s certificate"
        alarming
        checked={tls.insecureSkipVerify === true}
        onChange={(insecureSkipVerify) => onChange({ ...tls, insecureSkipVerify })}
      />
    </>
  );
}
