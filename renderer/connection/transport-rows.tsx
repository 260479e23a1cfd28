import type { TransportSecurity } from "../../core/contract/params.ts";
import { CheckRow, ChoiceRow, FileRow, FormGrid, SecretRow, TextRow } from "../ui/form.tsx";
import { withText } from "./settings.ts";
import { TRANSPORTS } from "./transports.ts";

interface TransportRowsProps {
  readonly security: TransportSecurity;
  readonly onChange: (security: TransportSecurity) => void;
}

/** Plaintext or TLS, and what TLS is checked against: the one place where it is set. */
export function TransportRows({ security, onChange }: TransportRowsProps) {
  return (
    <FormGrid label="Transport">
      <ChoiceRow
        label="Security"
        value={security.mode}
        choices={TRANSPORTS}
        onChange={(mode) => onChange({ ...security, mode })}
      />
      <FileRow
        label="CA certificate"
        placeholder="the system’s authorities"
        value={security.certificateAuthorityFile ?? ""}
        onChange={(path) => onChange(withText(security, "certificateAuthorityFile", path))}
      />
      <FileRow
        label="Client certificate"
        placeholder="none (PEM)"
        value={security.clientCertificateFile ?? ""}
        onChange={(path) => onChange(withText(security, "clientCertificateFile", path))}
      />
      <FileRow
        label="Client key"
        placeholder="none (PEM)"
        value={security.clientKeyFile ?? ""}
        onChange={(path) => onChange(withText(security, "clientKeyFile", path))}
      />
      <FileRow
        label="PKCS#12 file"
        placeholder="none (.p12, .pfx)"
        value={security.clientBundleFile ?? ""}
        onChange={(path) => onChange(withText(security, "clientBundleFile", path))}
      />
      <SecretRow
        label="Passphrase"
        placeholder="of the key or PKCS#12"
        value={security.clientKeyPassphrase ?? ""}
        onChange={(text) => onChange(withText(security, "clientKeyPassphrase", text))}
      />
      <TextRow
        label="Server name"
        placeholder="as in the address"
        value={security.serverName ?? ""}
        onChange={(text) => onChange(withText(security, "serverName", text))}
      />
      <CheckRow
        label="Do not check the server’s certificate"
        alarming
        checked={security.insecureSkipVerify === true}
        onChange={(insecureSkipVerify) => onChange({ ...security, insecureSkipVerify })}
      />
    </FormGrid>
  );
}
