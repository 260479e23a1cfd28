/** Run as a process of its own: makes calls that succeed, fail and are refused, and must then end by itself. */
import { createGrpcChannel } from "../../../core/channels/grpc.ts";

const [target = "", mode = ""] = process.argv.slice(2);

async function call(to: string, path: string, deadline?: number): Promise<string> {
  const channel = createGrpcChannel({ target: to, security: { mode: "plaintext" } });
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

const codes = [
  await call(target, "/test.Echo/Unary"),
  await call(target, "/test.Echo/Stall", 50),
  await call("127.0.0.1:1", "/test.Echo/Unary"),
  await call("no-such-host.invalid:1", "/test.Echo/Unary"),
];
process.stdout.write(codes.join(" "));
