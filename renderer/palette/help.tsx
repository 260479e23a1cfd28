import { desktop } from "../engine/desktop.ts";
import { overlay } from "../state/stores.ts";
import { Modal, ModalHead } from "../ui/modal.tsx";

const KEYS: readonly (readonly [string, string])[] = [
  ["Ctrl Enter", "Send"],
  ["Ctrl S", "Save the request into a collection"],
  ["Esc", "Cancel the call that runs"],
  ["Ctrl K", "Search requests, methods, types, fields, values, actions"],
  ["Ctrl Space", "In a body: complete a field, with an example of its value"],
  ["Ctrl T", "New request"],
  ["Ctrl W", "Close the tab"],
  ["Ctrl Shift T", "Bring the last closed tab back"],
  ["Ctrl Tab", "Walk the tabs"],
  ["Ctrl B", "Show or hide the sidebar"],
  ["Ctrl J", "Show or hide the inspector"],
  ["Ctrl V", "With nothing focused: inspect the clipboard"],
  ["Ctrl O", "Open .proto files, descriptor sets or payloads"],
  ["F8 and Shift F8", "In bytes: to the next finding, and the one before"],
  ["Arrows", "In the bytes: by byte; with Alt: by tag, length and value"],
  ["Alt with an arrow", "In metadata: moves the entry up or down"],
  ["Arrows", "In the fields: walk, open and fold"],
  ["Ctrl + and −", "Larger and smaller text"],
];

/** The keys, on one page. */
export function Help() {
  const close = () => overlay.update(() => "none");
  return (
    <Modal label="Keys and help" className="help" onClose={close}>
      <ModalHead title="Keys" onLeave={close}>
        <span className="quiet-note">Byteglass {desktop().version}</span>
      </ModalHead>
      <dl>
        {KEYS.map(([key, words]) => (
          <div key={words}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
