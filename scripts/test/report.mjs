/** The table and the closing line of the test command. */

/** One line a stage: name, outcome, tests, seconds. */
export function formatTable(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results.map(({ name, counts, seconds }) => {
    const outcome = counts.failed > 0 ? "FAILED" : counts.passed > 0 ? "passed" : "skipped";
    const columns = [name.padEnd(width), outcome.padEnd(7), formatCounts(counts).padEnd(34)];
    return `  ${columns.join("  ")}  ${seconds.toFixed(1).padStart(6)} s`;
  });
}

/** `12 passed, 0 failed`, and `, 3 skipped` where any were. */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** A paragraph for each failed test: its file, its name, the first lines of what was wrong. */
export function formatFailures(failures) {
  return failures.flatMap(({ place, title, message }) => [
    `  ${place}`,
    `    ${title}`,
    ...message.map((line) => `      ${line}`),
    "",
  ]);
}

/** The sum over all stages. */
export function sum(results) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { counts } of results) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}
