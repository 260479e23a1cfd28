import { useState } from "react";
import type { ErrorRecord } from "../../core/error.ts";
import { chooseSchemaFiles, connectDraft } from "../actions/connect.ts";
import { openPayload } from "../actions/payload.ts";
import { trySample } from "../actions/sample.ts";
import { activeRequest, newRequest, openTab } from "../state/drafts.ts";
import { drafts, sample } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { newDeadline } from "../state/usual-deadline.ts";

/** An empty window: three ways to begin. */
export function StartView() {
  return (
    <div className="start">
      <div className="start-column">
        <h2>What travels, byte by byte</h2>
        <AddressWay />
        <section className="start-way">
          <h3>Open a schema</h3>
          <p>Where a server has no reflection, or none is running.</p>
          <div className="start-line">
            <button type="button" className="control button" onClick={() => void chooseSchemaFiles("proto")}>
              Open .proto files…
            </button>
            <button
              type="button"
              className="control button"
              onClick={() => void chooseSchemaFiles("descriptor-set")}
            >
              Open a descriptor set…
            </button>
          </div>
        </section>
        <SampleWay />
        <p className="start-more">
          Bytes at hand? <kbd>Ctrl V</kbd> pastes hex, base64 or raw text, a file can be dropped anywhere, or{" "}
          <button type="button" className="link" onClick={() => openPayload()}>
            type them
          </button>
          .
        </p>
      </div>
    </div>
  );
}

function AddressWay() {
  const [address, setAddress] = useState("");

  function connect() {
    const target = address.trim();
    if (target === "") return;
    const { servers } = newRequest("");
    const grpc = { target, security: { mode: "auto" as const } };
    const draft = newRequest(crypto.randomUUID(), { deadline: newDeadline(), servers: { ...servers, grpc } });
    drafts.update((state) => openTab(state, draft));
    const opened = activeRequest(drafts.get());
    if (opened !== undefined) void connectDraft(opened);
  }

  return (
    <form
      className="start-way"
      onSubmit={(event) => {
        event.preventDefault();
        connect();
      }}
    >
      <h3>Connect to an address</h3>
      <p>Reads the schema by reflection, over TLS or in plaintext.</p>
      <div className="start-line">
        <input
          className="control mono"
          aria-label="Address of a gRPC server"
          placeholder="localhost:50051"
          spellCheck={false}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
        <button type="submit" className="control button" disabled={address.trim() === ""}>
          Connect
        </button>
      </div>
    </form>
  );
}

function SampleWay() {
  const [failure, setFailure] = useState<ErrorRecord | undefined>(undefined);
  const starting = useStore(sample, (state) => state.phase === "starting");
  return (
    <section className="start-way">
      <h3>Try the sample server</h3>
      <p>Starts on this machine alone and opens a request to it.</p>
      <div className="start-line">
        <button
          type="button"
          className="send"
          disabled={starting}
          onClick={() => void trySample().then(setFailure)}
        >
          {starting ? "Starting…" : "Start the sample server"}
        </button>
      </div>
      {failure === undefined ? null : (
        <p role="alert" className="error">
          {failure.message} {failure.hint}
        </p>
      )}
    </section>
  );
}
