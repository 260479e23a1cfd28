import type { CallRequest } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";

/** Throws `unsupported`, for a channel that this version cannot open. */
export async function refuseChannel({ channel }: CallRequest): Promise<never> {
  throw new ByteglassError("unsupported", `The channel ${channel} is not in this version.`, {
    hint: "Call over grpc or http-json.",
  });
}
