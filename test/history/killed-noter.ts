/** Notes calls until it is killed; tells the number of each that was noted. */
import { History } from "../../core/history/history.ts";

const [folder = "", round = ""] = process.argv.slice(2);
const history = new History(folder, { segment: 20_000, total: 100_000_000 });
const entry = {
  startedAt: "2026-01-01T00:00:00.000Z",
  method: "p.S/M",
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
async function note(lane: number): Promise<void> {
  for (let count = 0; ; count++) {
    const id = `r${round}-${lane}-${count}`;
    await history.add({ ...entry, id }, [id], JSON.stringify({ id, text: "x".repeat(count % 500) }));
    process.stdout.write(`${id}\n`);
  }
}
await Promise.all([0, 1, 2].map(note));
