/** A run as one page that needs nothing else: no scripts, no fonts, no network. */
import type { AssertionResult } from "../../core/contract/assertions.ts";
import type { RequestResult, RunReport } from "../../core/contract/runner.ts";
import { assertionText, escapeText } from "./junit-report.ts";
import { describeAssertions, inTime } from "./result-lines.ts";

const style = `
:root { color-scheme: light dark; --text: #1c2530; --muted: #5d6b7a; --line: #dfe4ea; --surface: #fbfcfd; --panel: #f4f6f8; --ok: #1a7f37; --error: #c93c37; }
@media (prefers-color-scheme: dark) { :root { --text: #d7dee7; --muted: #7f8c9b; --line: #232d38; --surface: #0f1318; --panel: #141a21; --ok: #57c278; --error: #f47067; } }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 14px/1.45 system-ui, sans-serif; color: var(--text); background: var(--surface); }
h1 { font-size: 1.2rem; } .muted { color: var(--muted); } .passed { color: var(--ok); } .failed, .error { color: var(--error); }
details, .row { border-top: 1px solid var(--line); padding: .4rem 0; } summary, .row { display: flex; gap: .75rem; align-items: baseline; }
summary { cursor: pointer; } .name { flex: 1; } .outcome { width: 4rem; }
pre { margin: .3rem 0 .6rem 4.75rem; padding: .5rem .75rem; background: var(--panel); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.5 ui-monospace, monospace; }
`;

/** The HTML text. */
export function htmlReport(report: RunReport): string {
  const { counts, assertionCounts, startedAt, duration, environment } = report;
  const words = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `<span class="${name}">${count} ${name === "error" ? "not sent" : name}</span>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Byteglass run</title>
<style>${style}</style>
</head>
<body>
<h1>${words.join(", ")}</h1>
<p class="muted">${escapeText(startedAt)} · ${inTime(duration)} · ${describeAssertions(assertionCounts)}${environment === "" ? "" : ` · environment ${escapeText(environment)}`}</p>
${report.results.map(resultHtml).join("\n")}
</body>
</html>
`;
}

function resultHtml(result: RequestResult): string {
  const { outcome, name, id, method, duration, statusName, error, assertions } = result;
  const head = `<span class="outcome ${outcome}">${outcome === "error" ? "not sent" : outcome}</span><span class="name" title="${escapeText(method)}">${escapeText(name)} <span class="muted">${escapeText(id)}</span></span><span class="muted">${escapeText(statusName ?? "")}${duration === 0 ? "" : ` ${inTime(duration)}`}</span>`;
  const bodies = [
    ...(error === undefined
      ? []
      : [[error.message, error.hint, ...error.findings.map(({ message }) => message)].join("\n")]),
    ...assertions.map(assertionBody),
  ];
  if (bodies.length === 0) return `<div class="row">${head}</div>`;
  const open = outcome === "failed" || outcome === "error" ? " open" : "";
  return `<details${open}><summary>${head}</summary><pre>${bodies.map(escapeText).join("\n")}</pre></details>`;
}

function assertionBody(assertion: AssertionResult): string {
  const { outcome, title } = assertion;
  const isBad = outcome === "failed" || outcome === "refused";
  return `${isBad ? "✗" : outcome === "passed" ? "✓" : "-"} ${title}${isBad ? `\n  ${assertionText(assertion).replaceAll("\n", "\n  ")}` : ""}`;
}
