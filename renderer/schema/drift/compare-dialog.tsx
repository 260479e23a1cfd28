import { useEffect, useState } from "react";
import type { KeptVersion } from "../../../core/contract/schema.ts";
import type { ErrorRecord } from "../../../core/error.ts";
import { toErrorRecord } from "../../engine/failure.ts";
import { engine } from "../../engine/link.ts";
import { connectionLabel } from "../../state/connections.ts";
import { connections } from "../../state/stores.ts";
import { useStore } from "../../state/use-store.ts";
import { ErrorRecordView } from "../../ui/error-record-view.tsx";
import { Modal, ModalHead } from "../../ui/modal.tsx";
import { ChangeList } from "./change-list.tsx";
import { type ComparedSide, chooseComparedFile, openSide } from "./compared-side.ts";
import { keptName } from "./look-for-drift.ts";
import { sinceWords } from "./since-words.ts";

interface CompareDialogProps {
  readonly connectionId: string;
  readonly onClose: () => void;
}

interface Choice {
  readonly side: ComparedSide;
  readonly label: string;
}

/** Two schemas against each other: connections, what was kept of them, files. */
export function CompareDialog({ connectionId, onClose }: CompareDialogProps) {
  const byId = useStore(connections, (state) => state.byId);
  const [files, setFiles] = useState<readonly Choice[]>([]);
  const kept = useKept(connectionId);
  const choices: readonly Choice[] = [
    ...Object.values(byId).map((one) => ({
      side: { kind: "connection" as const, connectionId: one.id },
      label: connectionLabel(one.sources),
    })),
    ...kept,
    ...files,
  ];
  const own = choices.findIndex(
    ({ side }) => side.kind === "connection" && side.connectionId === connectionId,
  );
  const [before, setBefore] = useState(-1);
  const [after, setAfter] = useState(-1);
  const newer = after < 0 ? own : after;
  const { opened, error } = useOpened(choices[before]?.side, choices[newer]?.side);

  async function chooseFile() {
    const side = await chooseComparedFile();
    if (side === undefined) return;
    setFiles((now) => [...now, { side, label: side.file }]);
    setBefore(choices.length);
  }

  return (
    <Modal label="Compare schemas" className="schema-dialog wide tall" onClose={onClose}>
      <ModalHead title="Compare schemas" onLeave={onClose} />
      <div className="schema-dialog-body fixed">
        <div className="compare-sides">
          <SideSelect label="Older" choices={choices} value={before} onChange={setBefore} />
          <SideSelect label="Newer" choices={choices} value={newer} onChange={setAfter} />
          <button type="button" className="control button" onClick={() => void chooseFile()}>
            A file…
          </button>
        </div>
        {error === undefined ? null : <ErrorRecordView error={error} />}
        {opened === undefined ? (
          <p className="dialog-note">
            {before < 0
              ? "Choose the older schema: another connection, an earlier state, or a file."
              : "Comparing…"}
          </p>
        ) : (
          <ChangeList before={opened.before} after={opened.after} />
        )}
      </div>
    </Modal>
  );
}

interface SideSelectProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function SideSelect({ label, choices, value, onChange }: SideSelectProps) {
  return (
    <label className="compare-side">
      <span className="compare-label">{label}</span>
      <select className="control" value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {value < 0 ? <option value={-1}>Choose…</option> : null}
        {choices.map((choice, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: choices are known by their place
          <option key={at} value={at}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What was kept of the connection's server, as choices. */
function useKept(connectionId: string): readonly Choice[] {
  const [versions, setVersions] = useState<readonly KeptVersion[]>([]);
  const connection = connections.get().byId[connectionId];
  const server = connection === undefined ? "" : keptName(connection);
  useEffect(() => {
    let wanted = true;
    if (server === "") return;
    engine()
      .then((one) => one.keptVersions({ server }))
      .then((found) => wanted && setVersions(found))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [server]);
  return versions.map(({ hash, lastSeen }) => ({
    side: { kind: "kept", server, hash },
    label: `${server}, seen ${sinceWords(lastSeen)} (${hash.slice(0, 8)})`,
  }));
}

/** The ids of two schemas. */
interface OpenedSides {
  readonly before: string;
  readonly after: string;
}

function useOpened(before: ComparedSide | undefined, after: ComparedSide | undefined) {
  const [outcome, setOutcome] = useState<{ readonly opened?: OpenedSides; readonly error?: ErrorRecord }>({});
  const key = JSON.stringify([before, after]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is compared
  useEffect(() => {
    let wanted = true;
    setOutcome({});
    if (before === undefined || after === undefined) return;
    openBoth(before, after).then(
      (opened) => wanted && setOutcome({ opened }),
      (thrown: unknown) => wanted && setOutcome({ error: toErrorRecord(thrown) }),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  return outcome;
}

async function openBoth(before: ComparedSide, after: ComparedSide): Promise<OpenedSides> {
  return { before: await openSide(before), after: await openSide(after) };
}
