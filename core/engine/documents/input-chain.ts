/** An input, step by step, to the bytes of a document: text, compressions, frames, and the compression of a lone frame. */
import { decompress } from "../../channels/decompress.ts";
import type { Framing, InputChoice, InputForm, InputStep } from "../../contract/input.ts";
import type { InputSource } from "../../documents/index.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import type { FrameFormat } from "../../wire/frame-format.ts";
import { framesRoom, inputRoom } from "../rooms.ts";

/** Bytes an input may have, and a decompressed one: a bomb is stopped, not unpacked. */
export const MAXIMUM_INPUT_LENGTH = 512 * 1024 * 1024;
/** Steps from the input to the message. */
const MOST_STEPS = 16;
/** Bytes of a preview. */
const PREVIEWED = 16;

/** How to go from the input to the message. */
export interface ChainOptions {
  readonly choices: readonly InputChoice[];
  readonly framing: Framing | "auto";
}

/** Bytes, and how they came about. */
export interface InputChain {
  readonly bytes: Uint8Array;
  readonly format: FrameFormat | undefined;
  readonly steps: readonly InputStep[];
  readonly findings: readonly Finding[];
}

/** Takes the steps. Rejects with `bad-bytes` for text that is no bytes, `usage` for a chosen form that does not fit. */
export async function runChain(source: InputSource, options: ChainOptions): Promise<InputChain> {
  const chain = await sourceStep(source, chosenForm(options, 0));
  return await continueChain(chain, options);
}

/** Goes on from bytes: compressions until there are none, then frames. */
async function continueChain(start: InputChain, options: ChainOptions): Promise<InputChain> {
  const { detectCompression } = await framesRoom();
  let chain = start;
  while (chain.steps.length < MOST_STEPS) {
    const form = chosenForm(options, chain.steps.length);
    if (form === "") return chain;
    if (form !== undefined && isFraming(form)) return await frameStep(chain, form);
    const compression = form ?? detectCompression(chain.bytes);
    if (compression === undefined) break;
    const unpacked = await decompressionStep(chain, compression, form !== undefined);
    if (unpacked.bytes === chain.bytes) return unpacked;
    chain = unpacked;
  }
  return await frameStep(chain, options.framing);
}

function chosenForm({ choices }: ChainOptions, step: number): string | undefined {
  return choices.findLast((choice) => choice.step === step)?.form;
}

async function sourceStep(source: InputSource, form: string | undefined): Promise<InputChain> {
  const { decodeText, foreignBytes, textAsBytes, textInBytes, jsonAsBytes } = await inputRoom();
  if (source.kind === "text") {
    const result = decodeText(source.text, form === "" ? undefined : form);
    if (!result.ok) throw noBytes(result.findings, form);
    const { bytes, others, findings } = result.value;
    const length = source.text.trim().length;
    const empty = result.value.form === "empty input";
    const label = empty
      ? "empty input"
      : `pasted ${result.value.form}, ${length} ${length === 1 ? "character" : "characters"}`;
    const step: InputStep = {
      kind: "text",
      form: result.value.form,
      label,
      inputLength: source.text.length,
      outputLength: bytes.length,
      removable: false,
      alternatives: others.map((other) => formOf(other.form, other.form, other.bytes)),
    };
    return { bytes, format: undefined, steps: [step], findings };
  }
  const { bytes, name } = source;
  const forms = textInBytes(bytes);
  const taken = form === undefined || form === "" ? undefined : forms.find((each) => each.form === form);
  if (taken === undefined && form !== undefined && form !== "" && form !== "bytes") throw noFit(form);
  const asIs = taken === undefined ? [] : [formOf("bytes", "the bytes as they are", bytes)];
  const others = forms.filter((each) => each !== taken);
  const step: InputStep = {
    kind: "source",
    form: taken?.form ?? "bytes",
    label: [name, ...(taken === undefined ? [] : [`decoded ${taken.form}`])]
      .filter((part) => part !== "")
      .join(", "),
    inputLength: bytes.length,
    outputLength: taken?.bytes.length ?? bytes.length,
    removable: false,
    alternatives: [...asIs, ...others.map((other) => formOf(other.form, other.form, other.bytes))],
  };
  const other = forms.length === 0 ? (foreignBytes(bytes) ?? jsonAsBytes(bytes)) : undefined;
  const told = taken === undefined && forms[0] !== undefined ? [textAsBytes(forms[0].form)] : [];
  const findings = [...(taken?.findings ?? told), ...(other === undefined ? [] : [other])];
  return { bytes: taken?.bytes ?? bytes, format: undefined, steps: [step], findings };
}

async function decompressionStep(chain: InputChain, form: string, chosen: boolean): Promise<InputChain> {
  const result = await decompress(chain.bytes, form, MAXIMUM_INPUT_LENGTH);
  if ("fault" in result) {
    if (chosen) throw noFit(form, result.reason);
    const why = result.fault === "unknown-encoding" ? "this version cannot read it" : result.reason;
    return { ...chain, findings: [...chain.findings, notDecompressed(form, why)] };
  }
  const { bytes } = result;
  const step: InputStep = {
    kind: "decompression",
    form,
    label: decompressionLabel(form, chain.bytes.length),
    inputLength: chain.bytes.length,
    outputLength: bytes.length,
    removable: true,
    alternatives: [],
  };
  return { ...chain, bytes, steps: [...chain.steps, step] };
}

/** `gunzip 61 B`, `inflate 61 B`. */
export function decompressionLabel(form: string, byteLength: number): string {
  const verbs: Readonly<Record<string, string>> = { gzip: "gunzip", zlib: "inflate", deflate: "inflate" };
  return `${verbs[form] ?? `decompress ${form}`} ${byteLength} B`;
}

async function frameStep(chain: InputChain, wanted: string): Promise<InputChain> {
  const [{ detectFraming, FORMATS }, { findSuspicions }] = await Promise.all([framesRoom(), inputRoom()]);
  const { bytes } = chain;
  const detected = detectFraming(bytes);
  const format = wanted === "auto" ? detected.chosen.format : isFormat(wanted) ? FORMATS[wanted] : undefined;
  const all = [detected.chosen, ...detected.others];
  const alternatives = all
    .filter((each) => each.format !== format)
    .map((each) =>
      formOf(
        each.format?.framing ?? "raw",
        framingLabel(each.format, bytes),
        firstPayload(each.format, bytes),
      ),
    );
  const ambiguous = wanted === "auto" && detected.isAmbiguous ? [FRAMING_AMBIGUOUS] : [];
  const findings = [...chain.findings, ...ambiguous, ...(format === undefined ? findSuspicions(bytes) : [])];
  if (format === undefined && alternatives.length === 0) return { ...chain, findings };
  const step: InputStep = {
    kind: "framing",
    form: format?.framing ?? "raw",
    label: framingLabel(format, bytes),
    inputLength: bytes.length,
    outputLength: bytes.length,
    removable: format !== undefined,
    alternatives,
  };
  return { ...chain, format, steps: [...chain.steps, step], findings };
}

const FRAMING_AMBIGUOUS: Finding = {
  code: "framing-ambiguous",
  severity: "information",
  message: "The bytes read completely both as one message and as messages with a length before each.",
  hint: "Choose the other reading if this one makes no sense.",
};

const FRAMING_NAMES: Readonly<Record<Framing, readonly [string, string]>> = {
  raw: ["one message without a frame", ""],
  grpc: ["gRPC frame", "gRPC frames"],
  "grpc-web": ["gRPC-Web frame", "gRPC-Web frames"],
  connect: ["Connect envelope", "Connect envelopes"],
  delimited: ["varint-delimited message", "varint-delimited messages"],
  confluent: ["Confluent header", ""],
  "fixed32-big": ["message after a 4-byte length, big-endian", "messages after 4-byte lengths, big-endian"],
  "fixed32-little": [
    "message after a 4-byte length, little-endian",
    "messages after 4-byte lengths, little-endian",
  ],
};

/** Frames that a label counts. */
const MOST_COUNTED = 1_000_000;

function framingLabel(format: FrameFormat | undefined, bytes: Uint8Array): string {
  const [one, many] = FRAMING_NAMES[format?.framing ?? "raw"];
  if (format === undefined || format.framing === "confluent") return one;
  let count = 0;
  for (let at = 0; at < bytes.length && count < MOST_COUNTED; count++) {
    const header = format.read(bytes, at);
    if (header === undefined) break;
    at = header.payloadStart + header.length;
  }
  return count === 1 ? one : `${count} ${many}`;
}

function firstPayload(format: FrameFormat | undefined, bytes: Uint8Array): Uint8Array {
  const header = format?.read(bytes, 0);
  if (header === undefined) return bytes;
  return bytes.subarray(header.payloadStart, header.payloadStart + header.length);
}

function formOf(form: string, label: string, bytes: Uint8Array): InputForm {
  const head = Array.from(bytes.subarray(0, PREVIEWED), (byte) => byte.toString(16).padStart(2, "0"));
  return { form, label, preview: head.join(" ") + (bytes.length > PREVIEWED ? " …" : "") };
}

function isFraming(form: string): boolean {
  return Object.hasOwn(FRAMING_NAMES, form);
}

function isFormat(form: string): form is FrameFormat["framing"] {
  return isFraming(form) && form !== "raw";
}

function noBytes(findings: readonly Finding[], form: string | undefined): ByteglassError {
  if (form !== undefined) return noFit(form);
  return new ByteglassError("bad-bytes", findings[0]?.message ?? "The text holds no bytes.", {
    hint: findings[0]?.hint ?? "Paste hex, base64, an escaped string or a list of bytes.",
    findings,
  });
}

function noFit(form: string, reason = ""): ByteglassError {
  const why = reason === "" ? "" : `: ${reason}`;
  return new ByteglassError("usage", `The input cannot be taken as ${form}${why}.`, {
    hint: "Choose one of the forms that the step lists.",
  });
}

/** What cannot be decompressed is shown as it is. */
function notDecompressed(form: string, why: string): Finding {
  return {
    code: "not-decompressed",
    severity: "warning",
    message: `The bytes look like ${form}, but they could not be decompressed: ${why}. They are shown as they are.`,
  };
}
