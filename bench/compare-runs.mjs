import { measuredRun } from "./measured-run.mjs";
import { median } from "./median.mjs";

/**
 * Runs programs in turn, each `runs` times (several: after one that is not counted), and prints the medians of time, CPU time and
 * peak memory, with ratios to the first. Answers with the ratios of the second: `{time, cpu, memory}`.
 */
export async function compareRuns(title, programs, runs) {
  if (runs > 1) for (const program of programs) await measuredRun(program);
  const results = programs.map(() => []);
  for (let run = 0; run < runs; run += 1)
    for (const [index, program] of programs.entries()) results[index].push(await measuredRun(program));
  const medians = results.map((list) => ({
    time: median(list.map(({ ms }) => ms)),
    cpu: median(list.map(({ cpu }) => cpu)),
    memory: median(list.map(({ peak }) => peak)),
  }));
  const ratios = medians.map((one) => ratiosOf(one, medians[0]));
  console.log(`${title}, medians of ${runs} interleaved runs`);
  for (const [index, { time, cpu, memory }] of medians.entries()) {
    const cells = `${whole(time)} ms ${whole(cpu)} ms CPU ${whole(memory)} MB`;
    console.log(`  ${programs[index].name.padEnd(28)} ${cells}   ${ratioText(ratios[index])}`);
  }
  return ratios[1];
}

/** `0.41 × time, 0.50 × CPU, 0.42 × memory`. */
export function ratioText({ time, cpu, memory }) {
  return `${time.toFixed(2)} × time, ${cpu.toFixed(2)} × CPU, ${memory.toFixed(2)} × memory`;
}

function ratiosOf(one, reference) {
  return {
    time: one.time / reference.time,
    cpu: one.cpu / reference.cpu,
    memory: one.memory / reference.memory,
  };
}

function whole(number) {
  return number.toFixed(0).padStart(6);
}
