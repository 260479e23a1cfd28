/** A connection step by step, for a terminal. */
import {
  type CertificateSummary,
  type ConnectionReport,
  type ConnectionStep,
  problemText,
  settingText,
  stepName,
  type TlsReport,
} from "../../core/contract/connection-report.ts";
import type { Paint } from "../colour.ts";

/** One line a step, then what was seen of TLS, SETTINGS, GOAWAY and RST_STREAM. */
export function describeConnection(report: ConnectionReport, paint: Paint): readonly string[] {
  const { target, address, proxy, protocol, earlierCalls, steps, tls, settings, goaway, reset } = report;
  const through = proxy === undefined ? "" : ` through ${proxy}`;
  const reused = earlierCalls === 0 ? "" : `, open since before (${earlierCalls} earlier)`;
  const answered = address === "" || address === target ? "" : ` (${address})`;
  const spoken = protocol === "" ? "" : `, ${protocol}`;
  return [
    `${paint("bold", "connection")} ${target}${answered}${through}${spoken}${reused}`,
    ...steps.map((step) => stepLine(step, target, paint)),
    ...(tls === undefined ? [] : tlsLines(tls, paint)),
    ...(settings === undefined || settings.length === 0
      ? []
      : [`  SETTINGS   ${settings.map(settingText).join(", ")}`]),
    ...(goaway === undefined ? [] : [`  ${paint("red", goaway)}`]),
    ...(reset === undefined ? [] : [`  ${paint("red", reset)}`]),
  ];
}

function stepLine({ kind, start, end, outcome, note }: ConnectionStep, target: string, paint: Paint): string {
  const mark = outcome === "ok" ? paint("green", "✓") : paint("red", "✗");
  const took = `${(end - start).toFixed(1)} ms`;
  return `  ${stepName(kind, target).padEnd(10)} ${mark} ${start.toFixed(1).padStart(8)} +${took.padEnd(10)} ${note}`;
}

function tlsLines(
  { serverName, chain, trusted, problem, clientCertificate }: TlsReport,
  paint: Paint,
): string[] {
  const verdict = trusted
    ? paint("green", "trusted")
    : paint("red", `not trusted: ${problemText(problem ?? "unknown")}`);
  const own = clientCertificate ? ", with a client certificate" : "";
  return [
    `  certificate for ${serverName}: ${verdict}${own}`,
    ...chain.map((certificate, index) => certificateLine(certificate, index)),
  ];
}

function certificateLine(
  { subject, issuer, names, validFrom, validTo }: CertificateSummary,
  index: number,
): string {
  const listed = names.length === 0 ? "" : `; ${names.join(", ")}`;
  const by = issuer === subject ? "itself" : issuer;
  return `    ${index} ${subject}${listed}; by ${by}; ${validFrom.slice(0, 10)} to ${validTo.slice(0, 10)}`;
}
