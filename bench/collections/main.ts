/** Collections of 5,000 requests, histories of 100,000 calls, runs of 1,000 requests beside bare grpc-js. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import { createEngine } from "../../core/engine.ts";
import { History } from "../../core/history/history.ts";

const folder = await mkdtemp(join(tmpdir(), "byteglass-bench-"));
const collection = join(folder, "c");
await mkdir(collection);
await writeFile(join(collection, "opencollection.yml"), "opencollection: 1.0.0\ninfo: {name: C}\n");

const timed = async <Value>(work: () => Promise<Value>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};
/** ms of this process: what the machine does besides leaves it as it is. */
const cpu = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};
const say = (words: string) => process.stdout.write(`${words}\n`);

const text = (index: number, url: string) =>
  `info:\n  name: Request ${index}\n  type: grpc\n  seq: ${index}\ngrpc:\n  url: ${url}\n  method: /samples.sink.v1.EchoService/Echo\n  methodType: unary\n  message: |-\n    {"int32Value": ${index}}\nruntime:\n  assertions:\n    - expression: status\n      operator: eq\n      value: OK\n`;

async function writeRequests(count: number, into: string, url: string): Promise<void> {
  for (let index = 0; index < count; index++) {
    const sub = join(into, `folder ${Math.floor(index / 100)}`);
    if (index % 100 === 0) await mkdir(sub, { recursive: true });
    await writeFile(join(sub, `request ${index}.yml`), text(index, url));
  }
}

const [launcher = "dist/cli/byteglass.cjs"] = process.argv.slice(2);
const sample = spawn(process.execPath, [launcher, "sample", "--json"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const [firstLine]: unknown[] = await once(sample.stdout, "data");
const address: string = JSON.parse(String(firstLine)).grpc;
const engine = createEngine();
await writeRequests(5000, collection, address);
const first = await timed(() => engine.openCollection({ path: collection, watch: true }));
const spent = await cpu(() => engine.openCollection({ path: collection, watch: true }));
const next = await timed(() => engine.openCollection({ path: collection, watch: true }));
say(
  `open a collection of 5,000 requests  ${Math.round(first)} ms, again ${Math.round(next)} ms, CPU ${Math.round(spent)} ms  (aim: 1000)`,
);

const history = new History(folder);
const line = {
  startedAt: "2026-01-01T00:00:00.000Z",
  method: "samples.sink.v1.EchoService/Echo",
  target: "a:1",
  channel: "grpc" as const,
  statusCode: 0,
  duration: 1,
  sentCount: 1,
  receivedCount: 1,
  requestByteLength: 1,
  responseByteLength: 1,
  name: "",
  environment: "",
};
const note = (index: number) =>
  history.add(
    { ...line, id: `c${index}` },
    [line.method, `{"id": "item-${index}", "text": "${"lorem ipsum ".repeat(12)}"}`],
    "{}",
  );
const oneByOne = await timed(async () => {
  for (let index = 0; index < 2000; index++) await note(index);
});
const together = await timed(async () => {
  for (let start = 2000; start < 100_000; start += 500) {
    await Promise.all(Array.from({ length: 500 }, (_, index) => note(start + index)));
  }
});
say(`note a call  ${Math.round(oneByOne / 2)} µs one by one, ${Math.round(together / 98)} µs of 500 at once`);
await history.settle();
const again = new History(folder);
say(
  `open a history of 100,000 calls  ${Math.round(await timed(() => again.list({ query: "", start: 0, end: 50 })))} ms`,
);
for (const query of ["item-99", "echo item-777", "lorem echo", "startedat", "nothing like it"]) {
  let took = 0;
  const spent = await cpu(async () => {
    took = await timed(() => again.list({ query, start: 0, end: 50 }));
  });
  say(`search "${query}"  ${took.toFixed(1)} ms, CPU ${spent.toFixed(1)} ms  (aim: 200)`);
}

const small = join(folder, "small");
await mkdir(small);
await writeFile(join(small, "opencollection.yml"), "opencollection: 1.0.0\ninfo: {name: S}\n");
await writeRequests(1000, small, address);
const client = new Client(address, credentials.createInsecure());
const identity = (bytes: Buffer): Buffer => bytes;
const bareCall = (index: number) =>
  new Promise<void>((resolve, reject) => {
    const body = Buffer.concat([Buffer.from([0x18]), varint(index)]);
    client.makeUnaryRequest("/samples.sink.v1.EchoService/Echo", identity, identity, body, (error) =>
      error === null ? resolve() : reject(error),
    );
  });
function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    bytes.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) return Buffer.from(bytes);
  }
}
for (const concurrency of [1, 8]) {
  const bare = async () => {
    let next = 0;
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        for (let index = next++; index < 1000; index = next++) await bareCall(index);
      }),
    );
  };
  const run = (id: string) =>
    engine.runCollection({ operationId: id, paths: [small], variables: [], concurrency });
  await bare();
  await run(`warm ${concurrency}`);
  const [bareTime, runTime] = [await timed(bare), await timed(() => run(`run ${concurrency}`))];
  const [bareCpu, runCpu] = [await cpu(bare), await cpu(() => run(`again ${concurrency}`))];
  say(
    `1,000 unary requests, ${concurrency} at a time: bare grpc-js ${Math.round(bareTime)} ms, run ${Math.round(runTime)} ms, ${(bareTime / runTime).toFixed(2)}x  (aim: 0.5x), CPU ${Math.round(bareCpu)} and ${Math.round(runCpu)} ms`,
  );
}
client.close();
await engine.close();
sample.kill("SIGINT");
await rm(folder, { recursive: true, force: true });
