/** All buffers of one input: the bytes as they were framed, and what compressed frames hold. */
import type { Engine } from "../../core/contract/engine.ts";
import type { Frame } from "../../core/contract/frames.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";

/** What `inspect` prints. */
export interface InspectedDocuments {
  /** The bytes with their frames. */
  readonly outer: DocumentSummary;
  readonly frames: readonly Frame[];
  /** Unpacked payloads, in the order of their frames. */
  readonly inner: readonly DocumentSummary[];
}

/** Frames whose payloads are unpacked at most. */
const mostUnpacked = 1000;
const framesAtOnce = 10_000;

/** Opens the buffers around and inside an inspected document. */
export async function openAll(engine: Engine, inspected: DocumentSummary): Promise<InspectedDocuments> {
  const { documentId, chain = [], origin } = inspected;
  // The engine shows what a lone compressed frame holds; without that last step it shows the frame.
  const outer =
    origin === undefined
      ? inspected
      : await engine.reinspect({ documentId, choices: [{ step: chain.length - 1, form: "" }] });
  const frames: Frame[] = [];
  for (let start = 0; start < (outer.frameCount ?? 0); start += framesAtOnce) {
    frames.push(
      ...(await engine.readFrames({ documentId: outer.documentId, start, end: start + framesAtOnce })),
    );
  }
  // A lone frame without a mark of its compression was found out by trying.
  const isSealed = ({ compression }: Frame) =>
    compression !== "" && (compression !== "unknown" || origin !== undefined);
  const sealed = frames.filter(isSealed);
  const inner: DocumentSummary[] = [];
  for (const { record } of sealed.slice(0, mostUnpacked)) {
    try {
      inner.push(await engine.openPayload({ documentId: outer.documentId, record }));
    } catch {
      // What cannot be unpacked is shown as bytes of its frame.
    }
  }
  return { outer, frames, inner };
}
