import {
  type ConnectionReport,
  type ConnectionStep,
  problemText,
  settingText,
  stepName,
  type TlsReport,
} from "../../core/contract/connection-report.ts";
import { readSubject } from "./subject.ts";
import { formatMilliseconds } from "./times.ts";

interface ConnectionStripProps {
  readonly report: ConnectionReport;
  /** ms since a report of a connection that still comes about. */
  readonly elapsed?: number;
}

const OUTCOMES: Readonly<Record<ConnectionStep["outcome"], string>> = {
  ok: "done: ",
  failed: "failed: ",
  "under-way": "under way",
};

/** A connection from the lookup of its name to the first byte, as one strip, with what was seen of it below. */
export function ConnectionStrip({ report, elapsed = 0 }: ConnectionStripProps) {
  const { steps, tls, settings, goaway, reset, proxy, address, target, earlierCalls, diagnosis } = report;
  return (
    <div className="connection-report">
      <p className="connection-title">
        <span className="mono">{target}</span>
        {address === "" || address === target ? null : <span className="muted"> {address}</span>}
        {proxy === undefined ? null : <span className="connection-proxy"> through {proxy}</span>}
        {earlierCalls === 0 ? null : (
          <span className="muted">
            {" "}
            open since before: {earlierCalls} earlier {earlierCalls === 1 ? "call" : "calls"}
          </span>
        )}
      </p>
      <ol className="connection-steps">
        {steps.map((step) => (
          <Step
            key={`${step.kind} ${step.start}`}
            name={stepName(step.kind, target)}
            step={step}
            elapsed={elapsed}
          />
        ))}
      </ol>
      {diagnosis === undefined ? null : <p>{diagnosis.explanation}</p>}
      {tls === undefined ? null : <Certificates tls={tls} />}
      {goaway === undefined ? null : <p className="form-wrong mono">{goaway}</p>}
      {reset === undefined ? null : <p className="form-wrong mono">{reset}</p>}
      {settings === undefined || settings.length === 0 ? null : (
        <p className="muted">
          SETTINGS <span className="mono">{settings.map(settingText).join(" · ")}</span>
        </p>
      )}
    </div>
  );
}

interface StepProps {
  readonly name: string;
  readonly step: ConnectionStep;
  readonly elapsed: number;
}

/** The width of a step grows with the time it took, so that the slow one is seen; short ones stay readable. */
function Step({ name, step, elapsed }: StepProps) {
  const { start, outcome, note } = step;
  const end = outcome === "under-way" ? step.end + elapsed : step.end;
  return (
    <li data-outcome={outcome} style={{ flexGrow: 1 + Math.log2(1 + (end - start)) }} title={note}>
      <span className="connection-step">
        {name}
        <span className="muted"> {formatMilliseconds(end - start)}</span>
      </span>
      <span className="connection-note">
        <span className="hidden">{OUTCOMES[outcome]}</span>
        {note}
      </span>
    </li>
  );
}

function Certificates({ tls }: { readonly tls: TlsReport }) {
  const { version, protocol, cipher, serverName, chain, trusted, problem, clientCertificate } = tls;
  const spoken = [version, protocol === "" ? "no ALPN" : protocol, cipher].join(" · ");
  return (
    <div className="certificates">
      <p>
        <span className="mono">{spoken}</span>{" "}
        <span className={trusted ? "trusted" : "form-wrong"}>
          {trusted
            ? `trusted for ${serverName}`
            : `not trusted for ${serverName}: ${problemText(problem ?? "")}`}
        </span>
        {clientCertificate ? <span className="muted"> with a client certificate</span> : null}
      </p>
      <ol>
        {chain.map((certificate) => (
          <Certificate key={certificate.fingerprint} certificate={certificate} />
        ))}
      </ol>
    </div>
  );
}

function Certificate({ certificate }: { readonly certificate: TlsReport["chain"][number] }) {
  const { subject, issuer, names, validFrom, validTo, fingerprint } = certificate;
  const { name, rest } = readSubject(subject);
  return (
    <li title={`SHA-256 ${fingerprint}`}>
      <span className="mono">{name}</span>
      <span className="muted">
        {rest === "" ? "" : ` ${rest}`}
        <br />
        by {issuer === subject ? "itself" : readSubject(issuer).name}, {validFrom.slice(0, 10)} to{" "}
        {validTo.slice(0, 10)}
        {names.length === 0 ? null : (
          <>
            <br />
            for {names.map((one) => one.replace(/^(DNS|IP Address):/, "")).join(", ")}
          </>
        )}
      </span>
    </li>
  );
}
