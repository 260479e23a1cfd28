import type { Frame } from "../../core/contract/frames.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { select } from "../actions/select.ts";
import { useAsked } from "../engine/use-asked.ts";
import { counted, formatBytes } from "../format/sizes.ts";
import { openBody } from "./open-body.ts";
import { frameWords } from "./words.ts";

interface FramesPaneProps {
  readonly document: DocumentSummary;
  readonly connectionId: string;
  /** Edits the message of one frame as JSON; absent where bytes can only be looked at. */
  readonly onEdit?: ((frame: number) => void) | undefined;
}

/** Frames that are listed; a longer stream is looked at in its bytes. */
const FRAME_LIMIT = 1000;

/** The frames around the messages of a document: what each header says, and the payload as a tab of its own. */
export function FramesPane({ document, connectionId, onEdit }: FramesPaneProps) {
  const { documentId, frameCount = 0 } = document;
  const frames =
    useAsked(frameCount === 0 ? "" : documentId, (one) =>
      one.readFrames({ documentId, start: 0, end: FRAME_LIMIT }),
    ).value ?? [];
  if (frameCount === 0)
    return <p className="quiet-note">No frames: these bytes are one message, without anything around it.</p>;
  return (
    <>
      <ul className="frames" aria-label="Frames">
        {frames.map((frame) => (
          <FrameRow
            key={frame.index}
            frame={frame}
            documentId={documentId}
            connectionId={connectionId}
            onEdit={onEdit}
          />
        ))}
      </ul>
      {frameCount > FRAME_LIMIT ? (
        <p className="quiet-note">{counted(frameCount - FRAME_LIMIT, "frame")} more are in the bytes.</p>
      ) : null}
    </>
  );
}

interface FrameRowProps extends Pick<FramesPaneProps, "connectionId" | "onEdit"> {
  readonly frame: Frame;
  readonly documentId: string;
}

function FrameRow({ frame, documentId, connectionId, onEdit }: FrameRowProps) {
  const bad = frame.findings.some(({ severity }) => severity === "error");
  return (
    <li className={bad ? "frame damaged" : "frame"}>
      <button
        type="button"
        className="link frame-index"
        onClick={() => void select(documentId, { kind: "byte", offset: frame.span.start })}
      >
        #{frame.index + 1}
      </button>
      <span>{frameWords(frame)}</span>
      <span className="frame-text">{frame.text || frame.findings[0]?.message}</span>
      <span className="frame-size">
        {formatBytes(frame.payload.end - frame.payload.start)}
        {frame.compression === "" ? "" : ` ${frame.compression}`}
      </span>
      {onEdit !== undefined && frame.role === "message" && frame.compression === "" ? (
        <button
          type="button"
          className="link"
          aria-label={`Edit the JSON of frame ${frame.index + 1}`}
          onClick={() => onEdit(frame.index)}
        >
          edit
        </button>
      ) : (
        <span />
      )}
      {frame.role === "message" ? (
        <button
          type="button"
          className="link"
          aria-label={`Open the payload of frame ${frame.index + 1}`}
          onClick={() => void openBody(documentId, frame.record, "auto", connectionId)}
        >
          open
        </button>
      ) : (
        <span />
      )}
    </li>
  );
}
