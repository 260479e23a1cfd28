import type { NextStep } from "../../core/next-step.ts";
import { send } from "../actions/send.ts";
import { editRequest } from "../actions/tabs.ts";
import { sizeText } from "../connection/units.ts";
import type { RequestDraft } from "../state/drafts.ts";

interface RaiseButtonsProps {
  readonly steps: readonly NextStep[];
  readonly draft: RequestDraft;
}

interface Raise {
  readonly name: "maximumReceivedByteLength" | "maximumSentByteLength";
  readonly verb: string;
  readonly size: number;
}

/** Buttons that raise a bound a message was over, and send again. */
export function RaiseButtons({ steps, draft }: RaiseButtonsProps) {
  const raises = steps.flatMap((step): readonly Raise[] => {
    if (step.kind === "raise-message-limit")
      return [{ name: "maximumReceivedByteLength", verb: "Receive", size: step.byteLength }];
    if (step.kind === "raise-sent-limit")
      return [{ name: "maximumSentByteLength", verb: "Send", size: step.byteLength }];
    return [];
  });
  if (raises.length === 0) return null;
  return (
    <div className="steps">
      {raises.map(({ name, verb, size }) => (
        <button
          key={name}
          type="button"
          className="control button first"
          onClick={() => {
            const raised = { ...draft, options: { ...draft.options, [name]: size } };
            editRequest(draft.id, () => raised);
            void send(raised);
          }}
        >
          {verb} up to {sizeText(size)} and send again
        </button>
      ))}
    </div>
  );
}
