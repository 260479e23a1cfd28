import type { FrameFormat } from "../wire/frame-format.ts";
import { CONFLUENT } from "./confluent.ts";
import { DELIMITED, fixed32Format } from "./delimited.ts";
import { envelopeFormat } from "./envelope.ts";

/** Every way that messages are framed, by name. */
export const FORMATS: Readonly<Record<FrameFormat["framing"], FrameFormat>> = {
  grpc: envelopeFormat("grpc"),
  "grpc-web": envelopeFormat("grpc-web"),
  connect: envelopeFormat("connect"),
  delimited: DELIMITED,
  confluent: CONFLUENT,
  "fixed32-big": fixed32Format("fixed32-big"),
  "fixed32-little": fixed32Format("fixed32-little"),
};
