/** Paths that a comparison leaves out: `outputs[*].id`, `status.requestId`, `**.timestamp`. */
import { defaultJsonName } from "../json-name.ts";
import { type PathStep, readPath } from "../variables/value-path.ts";

/** True when the path, or something around it, is among the patterns. */
export function isIgnored(path: string, patterns: readonly string[] | undefined): boolean {
  if (patterns === undefined || patterns.length === 0) return false;
  const steps = readPath(path);
  if (steps === undefined) return false;
  return patterns.some((pattern) => {
    const anywhere = pattern.startsWith("**.");
    const wanted = readPath(anywhere ? pattern.slice(3) : pattern);
    if (wanted === undefined || wanted.length === 0) return false;
    return anywhere ? endsWith(steps, wanted) : startsWith(steps, wanted);
  });
}

function startsWith(steps: readonly PathStep[], wanted: readonly PathStep[]): boolean {
  return steps.length >= wanted.length && wanted.every((step, at) => agrees(step, steps[at]));
}

function endsWith(steps: readonly PathStep[], wanted: readonly PathStep[]): boolean {
  const from = steps.length - wanted.length;
  return from >= 0 && wanted.every((step, at) => agrees(step, steps[from + at]));
}

/** Names agree as JSON has them or as `.proto` files do. */
function agrees(wanted: PathStep, step: PathStep | undefined): boolean {
  if (wanted === "*") return true;
  return wanted === step || defaultJsonName(String(wanted)) === defaultJsonName(String(step));
}
