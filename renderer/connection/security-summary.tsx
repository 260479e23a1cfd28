import type { ServerAddress, TransportSecurity } from "../../core/contract/params.ts";
import { usesTls } from "../../core/contract/uses-tls.ts";
import { TRANSPORTS } from "./transports.ts";

interface SecuritySummaryProps {
  readonly server: ServerAddress;
  readonly onChange: (security: TransportSecurity) => void;
  /** Opens the place where all of it is set. */
  readonly onMore: () => void;
}

/** How the way to a server is secured, in short; everything beside the transport is set in the connection's settings. */
export function SecuritySummary({ server, onChange, onMore }: SecuritySummaryProps) {
  const { security } = server;
  return (
    <>
      <fieldset className="radios">
        <legend>Transport</legend>
        {TRANSPORTS.map(([mode, words]) => (
          <label key={mode}>
            <input
              type="radio"
              name="security-mode"
              checked={security.mode === mode}
              onChange={() => onChange({ ...security, mode })}
            />
            {words}
          </label>
        ))}
      </fieldset>
      {usesTls(server) ? <TlsWords security={security} /> : null}
      <div className="steps">
        <button type="button" className="control button" onClick={onMore}>
          Certificates and checks…
        </button>
      </div>
    </>
  );
}

function TlsWords({ security }: { readonly security: TransportSecurity }) {
  const { certificateAuthorityFile, clientCertificateFile, clientBundleFile, serverName } = security;
  const isUnchecked = security.insecureSkipVerify === true;
  return (
    <dl className="security-words">
      <dt>Server</dt>
      <dd className={isUnchecked ? "warning" : ""}>
        {isUnchecked
          ? "not checked: anyone could answer"
          : `checked against ${certificateAuthorityFile ?? "the system’s authorities"}`}
      </dd>
      {serverName === undefined ? null : (
        <>
          <dt>Name</dt>
          <dd>{serverName}</dd>
        </>
      )}
      <dt>Client</dt>
      <dd>{clientBundleFile ?? clientCertificateFile ?? "no certificate"}</dd>
    </dl>
  );
}
