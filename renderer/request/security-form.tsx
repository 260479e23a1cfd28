import type { TransportSecurity } from "../../core/contract/params.ts";
import { desktop } from "../engine/desktop.ts";

interface SecurityFormProps {
  readonly security: TransportSecurity;
  readonly onChange: (security: TransportSecurity) => void;
}

const MODES: readonly { readonly mode: TransportSecurity["mode"]; readonly label: string }[] = [
  { mode: "auto", label: "Automatic: plaintext on this machine, TLS elsewhere" },
  { mode: "plaintext", label: "Plaintext" },
  { mode: "tls", label: "TLS" },
];

type FileName = "certificateAuthorityFile" | "clientCertificateFile" | "clientKeyFile";
const FILES: readonly { readonly name: FileName; readonly label: string }[] = [
  { name: "certificateAuthorityFile", label: "CA certificate" },
  { name: "clientCertificateFile", label: "Client certificate" },
  { name: "clientKeyFile", label: "Client key" },
];

/** Plaintext or TLS, and what TLS is checked against. */
export function SecurityForm({ security, onChange }: SecurityFormProps) {
  return (
    <>
      <fieldset className="radios">
        <legend>Transport</legend>
        {MODES.map(({ mode, label }) => (
          <label key={mode}>
            <input
              type="radio"
              name="security-mode"
              checked={security.mode === mode}
              onChange={() => onChange({ ...security, mode })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      {FILES.map(({ name, label }) => (
        <FileRow
          key={name}
          label={label}
          value={security[name] ?? ""}
          onChange={(path) => onChange(withText(security, name, path))}
        />
      ))}
      <label className="form-row">
        <span>Server name</span>
        <input
          className="control"
          placeholder="as in the address"
          spellCheck={false}
          value={security.serverName ?? ""}
          onChange={(event) => onChange(withText(security, "serverName", event.target.value))}
        />
      </label>
      <label className={`check ${security.insecureSkipVerify === true ? "unchecked" : ""}`}>
        <input
          type="checkbox"
          checked={security.insecureSkipVerify === true}
          onChange={(event) => onChange({ ...security, insecureSkipVerify: event.target.checked })}
        />
        Do not check the server’s certificate
      </label>
    </>
  );
}

interface FileRowProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
}

function FileRow({ label, value, onChange }: FileRowProps) {
  async function browse() {
    const [path] = await desktop().openFiles({ title: label, kind: "certificate", multiple: false });
    if (path !== undefined) onChange(path);
  }
  return (
    <div className="form-row">
      <label>
        <span>{label}</span>
        <input
          className="control"
          placeholder="path of a PEM file"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      <button
        type="button"
        className="control button"
        aria-label={`Browse for the ${label}`}
        onClick={() => void browse()}
      >
        Browse…
      </button>
    </div>
  );
}

/** The security with one text set, or without it where the text is empty. */
function withText(
  security: TransportSecurity,
  name: FileName | "serverName",
  text: string,
): TransportSecurity {
  const { [name]: _, ...rest } = security;
  return text.trim() === "" ? rest : { ...rest, [name]: text };
}
