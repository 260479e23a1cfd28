import { useEffect, useRef, useState } from "react";
import type { ImportedRequests } from "../../core/contract/exchange.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { overlay } from "../state/stores.ts";
import { ErrorRecordView } from "../ui/error-record-view.tsx";
import { Modal, ModalHead } from "../ui/modal.tsx";
import { chooseImport, importText, readImport } from "./actions.ts";
import { ImportOutcome } from "./import-outcome.tsx";

/** `turn` tells one reading from the next. */
type Outcome = { readonly read: ImportedRequests; readonly turn: string } | { readonly error: ErrorRecord };

/** Reading waits this long after the last key, in ms. */
const PAUSE = 200;

/** Requests of other tools: a pasted line, an exported file, a folder. */
export function ImportDialog() {
  const [text, setText] = useState(importText.get);
  const [outcome, setOutcome] = useState<Outcome>();
  const field = useRef<HTMLTextAreaElement>(null);
  const take = (reading: Promise<ImportedRequests | undefined>) =>
    reading.then(
      (read) => read !== undefined && setOutcome({ read, turn: crypto.randomUUID() }),
      (thrown: unknown) => setOutcome({ error: toErrorRecord(thrown) }),
    );

  useEffect(() => {
    if (text.trim() === "") return;
    let current = true;
    const timer = window.setTimeout(() => {
      readImport(text).then(
        (read) => current && setOutcome({ read, turn: crypto.randomUUID() }),
        (thrown: unknown) => current && setOutcome({ error: toErrorRecord(thrown) }),
      );
    }, PAUSE);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [text]);

  // The dialogue itself would begin at its way out.
  useEffect(() => field.current?.focus(), []);

  const close = () => overlay.update(() => "none");
  return (
    <Modal label="Import requests" className="import" onClose={close}>
      <ModalHead title="Import requests" onLeave={close} />
      <div className="import-body">
        <textarea
          ref={field}
          className="control mono import-text"
          aria-label="A grpcurl, buf curl or curl line, or an exported collection"
          placeholder={'grpcurl -plaintext -d \'{"name": "you"}\' localhost:50051 pkg.Service/Method'}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p className="import-note">
          A grpcurl, buf curl or curl line, or a collection of Insomnia, Postman, Bruno, Kreya or BloomRPC.
          Nothing in it is run or sent.
        </p>
        <div className="steps">
          <button type="button" className="control button" onClick={() => void take(chooseImport("any"))}>
            Open an exported file…
          </button>
          <button type="button" className="control button" onClick={() => void take(chooseImport("folder"))}>
            Open a folder…
          </button>
        </div>
        {outcome !== undefined && "error" in outcome ? <ErrorRecordView error={outcome.error} /> : null}
        {outcome === undefined || "error" in outcome ? null : (
          <ImportOutcome key={outcome.turn} read={outcome.read} onDone={close} />
        )}
      </div>
    </Modal>
  );
}
