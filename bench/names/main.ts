/**
 * The index of all names of a large schema: how long it takes beside the least that any such index needs (all names
 * in one text), and for how long at a time it holds up everything else.
 */
import { readFileSync } from "node:fs";
import { readDescriptorSet } from "../../core/schema/descriptor-sets/read.ts";
import { buildPool, type SchemaPool } from "../../core/schema/pool/pool.ts";
import { searchNames } from "../../core/schema/search/search-names.ts";

const [set = ""] = process.argv.slice(2);
const read = readDescriptorSet(readFileSync(set), "googleapis");
if (!read.ok) throw new Error(read.findings[0]?.message);
const part = read.value;

/** Every name, one a line, and where each begins: a floor. */
function floor(pool: SchemaPool): number {
  const names: string[] = [];
  for (const type of pool.registry) {
    names.push(type.typeName);
    if (type.kind === "service") for (const { name } of type.methods) names.push(name);
    else if (type.kind === "message") for (const { name } of type.fields) names.push(name);
    else if (type.kind === "enum") for (const { name } of type.values) names.push(name);
  }
  names.join("\n").toLowerCase();
  Uint32Array.from(names, (name) => name.length);
  return names.length;
}

/** The longest time between two turns of somebody else, in ms, and the whole time. */
async function held(
  work: () => Promise<unknown>,
): Promise<{ readonly longest: number; readonly whole: number }> {
  let longest = 0;
  let last = performance.now();
  let isDone = false;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) setImmediate(look);
  };
  setImmediate(look);
  const began = performance.now();
  await work();
  isDone = true;
  const whole = performance.now() - began;
  look();
  return { longest, whole };
}

/** What was registered is described anew for each round: the index is kept with its pool. */
const rounds: { readonly floor: number; readonly whole: number; readonly longest: number }[] = [];
let count = 0;
for (let round = 0; round < 3; round += 1) {
  const pool = buildPool([part]);
  count = floor(pool);
  const began = performance.now();
  floor(pool);
  const least = performance.now() - began;
  const { whole, longest } = await held(() =>
    searchNames(pool, { query: "listoperations", start: 0, end: 50 }),
  );
  rounds.push({ floor: least, whole, longest });
}
const middle = (pick: (round: (typeof rounds)[number]) => number): number =>
  [...rounds].sort((a, b) => pick(a) - pick(b)).map(pick)[1] ?? Number.NaN;
const [least, whole, longest] = [
  middle((one) => one.floor),
  middle((one) => one.whole),
  middle((one) => one.longest),
];
console.log(`Names of googleapis: ${count.toLocaleString("en")}, medians of ${rounds.length} rounds`);
console.log(`  all names as one text (floor)   ${least.toFixed(0).padStart(6)} ms`);
console.log(
  `  first search, index included    ${whole.toFixed(0).padStart(6)} ms   ${(whole / least).toFixed(2)} ×`,
);
console.log(
  `  longest turn of it              ${longest.toFixed(0).padStart(6)} ms   ${(longest / whole).toFixed(2)} of it`,
);
