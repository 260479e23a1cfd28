import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Starts `server.mjs` with a descriptor set: its address, what it holds, and how many files each reflection stream
 * that has ended was given.
 */
export async function startServer(set) {
  const script = fileURLToPath(new URL("server.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, set], { stdio: ["ignore", "pipe", "inherit"] });
  const delivered = [];
  const holds = await new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The reflection server ended with ${code}.`)));
    child.stdout.setEncoding("utf8").on("data", (text) => {
      for (const line of text.split("\n")) {
        if (line.startsWith("port ")) resolve(line);
        if (line.startsWith("delivered ")) delivered.push(Number(line.slice("delivered ".length)));
      }
    });
  });
  return {
    target: `127.0.0.1:${/^port (\d+)/.exec(holds)?.[1]}`,
    holds: holds.replace(/^port \d+ of /, "The server holds "),
    delivered,
    stop: () => stopped(child),
  };
}

function stopped(child) {
  child.kill();
  return new Promise((resolve) => child.once("close", resolve));
}
