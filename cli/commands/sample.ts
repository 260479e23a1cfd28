import { commonOptions } from "../arguments.ts";
import type { Command, CommandContext } from "../command.ts";
import { refuseMore } from "../positionals.ts";
import { usageError } from "../usage-error.ts";

const sampleOptions = {
  port: {
    type: "string",
    value: "N",
    text: "The first of five ports; each server takes the next free one. Any free ports unless told.",
  },
} as const;

/** `byteglass sample`: servers to try things on. */
export const sample: Command = {
  usage: ["sample [--port N] [--json]"],
  summary: "Starts sample servers on this machine (gRPC, gRPC-Web, Connect, HTTP + JSON) until Ctrl C.",
  options: { ...sampleOptions, ...commonOptions },
  notes: [
    "With --json: {grpc, grpcTls, grpcMtls, web, http, ca, clientCert, clientKey}, printed once when all are ready.",
  ],
  examples: ["byteglass sample --port 50051"],
  run: startSample,
};

async function startSample({ given }: CommandContext): Promise<number> {
  refuseMore("sample", given, 0);
  const port = given.text("port");
  if (port !== undefined && !isFirstPort(port)) {
    throw usageError(
      `--port needs a number from 1 to 65531, not "${port}".`,
      "It is the first of five ports; leave it out for any free ones.",
    );
  }
  const { runSample } = await import("../../proto-samples/server/index.ts");
  return await runSample([
    ...(port === undefined ? [] : ["--port", port]),
    ...(given.flag("json") ? ["--json"] : []),
  ]);
}

function isFirstPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_531;
}
