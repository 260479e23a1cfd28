/** Run as a process of its own: makes calls that succeed, fail and are refused, and must then end by itself. */
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import { createGrpcWebChannel } from "../../../core/channels/grpc-web.ts";

/** `close` closes channels after their calls, `leave` does not; `http2` makes one call over HTTP/2 of our own. */
const [target = "", mode = ""] = process.argv.slice(2);

async function call(to: string, path: string, deadline?: number): Promise<string> {
  const address = { target: to, security: { mode: "plaintext" as const } };
  const channel =
    mode === "http2"
      ? createGrpcWebChannel(address, "grpc-web", { http: { version: "2" } })
      : createGrpcChannel(address);
  const open = channel.open(
    { path, metadata: [], ...(deadline === undefined ? {} : { deadline }) },
    () => undefined,
  );
  open.send(Uint8Array.of(1)).catch(() => undefined);
  open.halfClose();
  const { code } = await open.done;
  if (mode === "close") channel.close();
  return String(code);
}

async function codes(): Promise<string[]> {
  if (mode === "http2") return [await call(target, "/test.Echo/Unary")];
  return [
    await call(target, "/test.Echo/Unary"),
    await call(target, "/test.Echo/Stall", 50),
    await call("127.0.0.1:1", "/test.Echo/Unary"),
    await call("no-such-host.invalid:1", "/test.Echo/Unary"),
  ];
}

process.stdout.write((await codes()).join(" "));
