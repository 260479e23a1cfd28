import type { RecordingState } from "../../core/contract/recordings.ts";
import { counted } from "../format/sizes.ts";
import { pauseStream } from "./actions.ts";
import type { TimelineLook } from "./looks.ts";

interface LiveButtonsProps {
  readonly state: RecordingState;
  readonly look: TimelineLook;
  /** True where the message that is shown stays, whatever comes. */
  readonly pinned: boolean;
  readonly onFollow: () => void;
  readonly onHold: (isHeld: boolean) => void;
}

/** What can be done with a stream that goes on: follow it, hold the view, pause it. */
export function LiveButtons({ state, look, pinned, onFollow, onHold }: LiveButtonsProps) {
  const { follows, held } = look;
  return (
    <>
      {held === undefined && (!follows || pinned) ? (
        <button
          type="button"
          className="quiet"
          title="Keep the newest event in view, and its message in the answer and the inspector"
          onClick={onFollow}
        >
          Follow
        </button>
      ) : null}
      <button
        type="button"
        className="quiet"
        aria-pressed={held !== undefined}
        title="Stop moving the view; the stream goes on"
        onClick={() => onHold(held === undefined)}
      >
        {held === undefined ? "Hold view" : `Go on · ${counted(state.eventCount - held, "event")} behind`}
      </button>
      <button
        type="button"
        className="quiet"
        aria-pressed={state.paused}
        title="Stop taking messages: the server has to wait"
        onClick={() => void pauseStream(state.recordingId, !state.paused)}
      >
        {state.paused ? "Resume stream" : "Pause stream"}
      </button>
    </>
  );
}
