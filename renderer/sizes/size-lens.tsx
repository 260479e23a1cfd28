import { useMemo, useRef, useState } from "react";
import type { DocumentSizes } from "../../core/contract/sizes.ts";
import type { DocumentSummary, Selection, TreeRow } from "../../core/contract/views.ts";
import { select } from "../actions/select.ts";
import { useAsked } from "../engine/use-asked.ts";
import { formatBytes, percentOf } from "../format/sizes.ts";
import { useBox } from "../ui/use-box.ts";
import { layOut, type SizeBox, sizeClass } from "./treemap.ts";

interface SizeLensProps {
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
}

/** Rows whose wire types are looked at: every field occurs first near the beginning. */
const COLOURED_ROWS = 4000;

/** Messages that are measured without being asked, in bytes: packing a large one keeps the engine from other work. */
const UNASKED_LIMIT = 4 * 1024 * 1024;

/** Where the bytes of a message go: one box a field, as large as its bytes; a click selects it. */
export function SizeLens({ document: { documentId, byteLength }, selection }: SizeLensProps) {
  const place = useRef<HTMLUListElement>(null);
  const [wanted, setWanted] = useState("");
  const measured = byteLength <= UNASKED_LIMIT || wanted === documentId;
  const { width, height } = useBox(place);
  const asked = useAsked(measured ? documentId : "", async (one) => {
    const sizes = await one.measureSizes({ documentId });
    const rows = await one.readTree({ documentId, start: 0, end: COLOURED_ROWS });
    return { sizes, rows: new Map(rows.map((row) => [row.record, row])) };
  });
  const sizes = asked.value?.sizes;
  const boxes = useMemo(() => layOut(sizes?.nodes ?? [], width, height), [sizes, width, height]);
  if (!measured)
    return (
      <div className="size-lens">
        <button type="button" className="control button" onClick={() => setWanted(documentId)}>
          Measure {formatBytes(byteLength)}
        </button>
      </div>
    );
  return (
    <div className="size-lens">
      <ul ref={place} className="size-boxes" aria-label="Bytes by field">
        {boxes.map((box) => (
          <Box
            key={box.node.path || box.node.label}
            box={box}
            selected={selection !== undefined && withoutIndexes(selection.path) === box.node.path}
            row={asked.value?.rows.get(box.node.record)}
            share={percentOf(box.node.byteLength, byteLength)}
            onChoose={() => void select(documentId, { kind: "record", record: Math.max(0, box.node.record) })}
          />
        ))}
      </ul>
      {sizes === undefined ? null : <Compared sizes={sizes} />}
    </div>
  );
}

function withoutIndexes(path: string): string {
  return path.replace(/\[[^\]]*\]/g, "");
}

interface BoxProps {
  readonly box: SizeBox;
  readonly selected: boolean;
  /** The first record of the field. */
  readonly row: TreeRow | undefined;
  readonly share: number;
  readonly onChoose: () => void;
}

function Box({ box, selected, row, share, onChoose }: BoxProps) {
  const { node, x, y, width, height } = box;
  const times = node.count > 1 ? ` · ${node.count.toLocaleString("en")}×` : "";
  const type = node.typeName === "" ? "" : ` · ${node.typeName}`;
  const name = node.path || node.label;
  // One value is more telling than its type; a schema's type is more telling than the first of many.
  const value =
    node.count === 1 && row !== undefined && row.valueKind !== "message" ? ` · ${row.value}` : type;
  const damaged = row?.status === "damaged" ? " damaged" : "";
  const words = `${formatBytes(node.byteLength)}${times}`;
  return (
    <li style={{ left: x, top: y, width, height }}>
      <button
        type="button"
        className={`size-box ${sizeClass(node, row?.wireType)}${damaged}${selected ? " selected" : ""}`}
        aria-pressed={selected}
        title={`${name} · ${words} · ${share} %${type}`}
        onClick={onChoose}
      >
        <span className={width > 34 && height > 18 ? "size-name" : "hidden"}>{name} </span>
        <span className={width > 46 && height > 36 ? "size-words" : "hidden"}>
          {words}
          {width > 110 ? value : ""}
        </span>
        <span className="hidden"> {share} %</span>
      </button>
    </li>
  );
}

/** The same message as protobuf and as JSON, each plain and zipped. */
function Compared({ sizes: { protobuf, protobufGzip, json, jsonGzip } }: { readonly sizes: DocumentSizes }) {
  const most = Math.max(1, protobuf, protobufGzip, json, jsonGzip);
  const bars = [
    ["protobuf", protobuf],
    ["protobuf, gzip", protobufGzip],
    ["JSON", json],
    ["JSON, gzip", jsonGzip],
  ] as const;
  return (
    <dl className="size-bars">
      {bars.map(([name, bytes]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <span className="size-bar" aria-hidden="true">
              <span style={{ width: `${(bytes / most) * 100}%` }} />
            </span>
            {formatBytes(bytes)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
