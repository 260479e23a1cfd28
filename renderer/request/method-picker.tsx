import { useRef, useState } from "react";
import { connectDraft } from "../actions/connect.ts";
import { chooseMethod } from "../actions/tabs.ts";
import { kindMark, splitMethod } from "../format/method-kind.ts";
import { findMethod } from "../state/connections.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useConnection } from "../state/use-current.ts";
import { Popover } from "../ui/popover.tsx";
import { MethodList } from "./method-list.tsx";

/** The chosen method, and a searchable list of the schema's methods under it. */
export function MethodPicker({ draft }: { readonly draft: RequestDraft }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const connection = useConnection(draft.connectionId);
  const { service, name } = splitMethod(draft.method);
  const schema = connection?.schema;
  const missing =
    draft.method !== "" && schema !== undefined && findMethod(schema, draft.method) === undefined;

  return (
    <div className="method">
      <button
        ref={button}
        type="button"
        className={`control method-button ${missing ? "missing" : ""}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={missing ? "This method is not in the schema any more." : draft.method}
        onClick={() => setOpen(!open)}
      >
        {draft.method === "" ? (
          <span className="method-none">Choose a method</span>
        ) : (
          <span className="method-name">
            <bdi dir="ltr">
              <span className="hidden">Method </span>
              <span className="method-service">{service}</span>
              <span className="method-slash">/</span>
              <strong>{name}</strong>
            </bdi>
          </span>
        )}
        <span className="method-kind">
          {missing ? "not in the schema" : draft.method === "" ? "" : kindMark(draft.methodKind).words}
        </span>
        <span className="arrow" aria-hidden="true">
          ▾
        </span>
      </button>
      {open ? (
        <Popover label="Methods" anchor={button} className="method-popover" onClose={() => setOpen(false)}>
          {schema === undefined ? (
            <NoSchema draft={draft} onDone={() => setOpen(false)} />
          ) : (
            <MethodList
              schema={schema}
              chosen={draft.method}
              onChoose={(fullName) => {
                setOpen(false);
                button.current?.focus();
                void chooseMethod(draft.id, draft.connectionId, fullName);
              }}
            />
          )}
        </Popover>
      ) : null}
    </div>
  );
}

function NoSchema({ draft, onDone }: { readonly draft: RequestDraft; readonly onDone: () => void }) {
  const target = draft.servers.grpc.target.trim();
  return (
    <div className="method-empty">
      <p>No schema is open yet.</p>
      <button
        type="button"
        className="control button"
        disabled={target === ""}
        onClick={() => {
          onDone();
          void connectDraft(draft);
        }}
      >
        {target === "" ? "Write a gRPC address first" : `Read it from ${target}`}
      </button>
    </div>
  );
}
