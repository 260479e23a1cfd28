/** Saves one request again and again until it is killed, and tells each time; each text has a length of its own. */
import { readRequestFile, saveRequestFile } from "../../core/collections/request-file.ts";

const [file = "", round = ""] = process.argv.slice(2);
let { hash } = await readRequestFile(file);
for (let turn = 0; ; turn++) {
  const text = `{"turn": "${"x".repeat((turn * 7919) % 100_000)}"}`;
  const request = {
    name: `turn ${round}.${turn}`,
    target: "a:1",
    method: "p.S/M",
    metadata: [],
    messages: [{ text }],
  };
  const outcome = await saveRequestFile(file, request, hash);
  if (outcome.kind !== "saved") continue;
  hash = outcome.hash;
  process.stdout.write("saved\n");
}
