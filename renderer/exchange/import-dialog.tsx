import { useEffect, useState } from "react";
import type { ImportedRequests, PortableRequest } from "../../core/contract/exchange.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { counted } from "../format/sizes.ts";
import { overlay } from "../state/stores.ts";
import { ErrorRecordView } from "../ui/error-record-view.tsx";
import { FindingList } from "../ui/finding-list.tsx";
import { Modal } from "../ui/modal.tsx";
import { chooseImport, importText, maximumTabs, openImported, readImport } from "./actions.ts";

type Outcome = { readonly read: ImportedRequests } | { readonly error: ErrorRecord };

/** Reading waits this long after the last key, in ms. */
const PAUSE = 200;

/** Requests of other tools: a pasted line, an exported file, a folder. */
export function ImportDialog() {
  const [text, setText] = useState(importText.get);
  const [outcome, setOutcome] = useState<Outcome>();
  const take = (reading: Promise<ImportedRequests | undefined>) =>
    reading.then(
      (read) => read !== undefined && setOutcome({ read }),
      (thrown: unknown) => setOutcome({ error: toErrorRecord(thrown) }),
    );

  useEffect(() => {
    if (text.trim() === "") return;
    let current = true;
    const timer = window.setTimeout(() => {
      readImport(text).then(
        (read) => current && setOutcome({ read }),
        (thrown: unknown) => current && setOutcome({ error: toErrorRecord(thrown) }),
      );
    }, PAUSE);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [text]);

  const close = () => overlay.update(() => "none");
  return (
    <Modal label="Import requests" className="import" onClose={close}>
      <header className="modal-head">
        <h2>Import requests</h2>
        <button type="button" className="quiet" onClick={close}>
          Close
        </button>
      </header>
      <div className="import-body">
        <textarea
          className="control mono import-text"
          aria-label="A grpcurl, buf curl or curl line, or an exported collection"
          placeholder={'grpcurl -plaintext -d \'{"name": "you"}\' localhost:50051 pkg.Service/Method'}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p className="import-note">
          A grpcurl, buf curl or curl line, or a collection of Insomnia, Postman or Bruno. Nothing in it is
          run or sent.
        </p>
        <div className="steps">
          <button type="button" className="control button" onClick={() => void take(chooseImport("any"))}>
            Open an exported file…
          </button>
          <button type="button" className="control button" onClick={() => void take(chooseImport("folder"))}>
            Open a folder…
          </button>
        </div>
        {outcome === undefined ? null : <Read outcome={outcome} onDone={close} />}
      </div>
    </Modal>
  );
}

function Read({ outcome, onDone }: { readonly outcome: Outcome; readonly onDone: () => void }) {
  if ("error" in outcome) return <ErrorRecordView error={outcome.error} />;
  const { requests, findings, name } = outcome.read;
  const open = () => {
    onDone();
    void openImported(requests);
  };
  return (
    <>
      <h3 className="import-title">
        {name === ""
          ? counted(requests.length, "request")
          : `${name}: ${counted(requests.length, "request")}`}
      </h3>
      <ul className="import-list" aria-label="Requests that were read">
        {requests.slice(0, SHOWN).map((request, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: requests have no identity of their own
          <li key={index}>
            <span className="option-name">{[...request.folder, request.name].join(" / ")}</span>
            <span className="option-place mono">{placeOf(request)}</span>
          </li>
        ))}
      </ul>
      {requests.length > SHOWN ? <p className="quiet-note">and {requests.length - SHOWN} more</p> : null}
      {findings.length === 0 ? null : <FindingList findings={findings} label="What was not taken over" />}
      <div className="steps">
        <button
          type="button"
          className="control button first"
          disabled={requests.length === 0}
          onClick={open}
        >
          {requests.length > maximumTabs ? `Open the first ${maximumTabs}` : "Open"}
        </button>
      </div>
    </>
  );
}

/** Requests listed, at most. */
const SHOWN = 100;

function placeOf({ target, method, http }: PortableRequest): string {
  return http === undefined ? `${target} ${method}` : `${http.verb} ${http.url}`;
}
