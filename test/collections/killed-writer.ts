/** Saves one request again and again until it is killed; each text has a length of its own. */
import { readRequestFile, saveRequestFile } from "../../core/collections/request-file.ts";

const [file = ""] = process.argv.slice(2);
let { hash } = await readRequestFile(file);
process.stdout.write("started\n");
for (let turn = 0; ; turn++) {
  const text = `{"turn": "${"x".repeat((turn * 7919) % 100_000)}"}`;
  const request = {
    name: `turn ${turn}`,
    target: "a:1",
    method: "p.S/M",
    metadata: [],
    messages: [{ text }],
  };
  const outcome = await saveRequestFile(file, request, hash);
  if (outcome.kind === "saved") hash = outcome.hash;
}
