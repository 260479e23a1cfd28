/** Bytes by field: all occurrences of a field together, as a tree. */
import type { SizeNode } from "../contract/sizes.ts";
import { isContainer, isFrame, Kind } from "../wire/kinds.ts";
import { endOf, fieldNumberOf, fieldNumberText, kindOf, readHeader } from "../wire/records.ts";
import type { Analysis } from "./analysis.ts";

/** Fields that are told apart, and nodes that are told. */
const MOST_FIELDS = 100_000;
const MOST_NODES = 5000;

interface Node {
  readonly parent: number;
  readonly label: string;
  readonly typeName: string;
  readonly number: number;
  readonly record: number;
  readonly children: Map<string, number>;
  count: number;
  byteLength: number;
  tagByteLength: number;
  lengthByteLength: number;
  valueByteLength: number;
}

/** Adds up the bytes of every field. Parents come before children, larger siblings first. */
export function measureFields(analysis: Analysis): {
  readonly nodes: readonly SizeNode[];
  readonly cut: boolean;
} {
  const nodes = collect(analysis);
  return listNodes(nodes);
}

function collect(analysis: Analysis): readonly Node[] {
  const { walk: table, schema } = analysis;
  const { records, bytes } = table;
  const root = node(-1, "", schema?.type.typeName ?? "", 0, -1);
  root.byteLength = bytes.length;
  root.count = 1;
  const nodes: Node[] = [root];
  /** The node of each record that holds others. */
  const nodeOf = new Int32Array(records.count);
  for (let record = 0; record < records.count; record++) {
    const parentRecord = records.parent[record] ?? -1;
    const parent = parentRecord < 0 ? 0 : (nodeOf[parentRecord] ?? 0);
    const kind = kindOf(records, record);
    if (kind === Kind.endTag) {
      const own = nodes[parent];
      if (own !== undefined) own.tagByteLength += endOf(records, record) - (records.start[record] ?? 0);
      continue;
    }
    const at = childOf(analysis, nodes, parent, record, kind);
    addRecord(analysis, nodes[at], record, kind);
    // Messages in frames are the message itself: only the headers are the frames' own.
    nodeOf[record] = kind === Kind.frame ? 0 : at;
  }
  return nodes;
}

function childOf(
  { walk: table, resolver }: Analysis,
  nodes: Node[],
  parent: number,
  record: number,
  kind: Kind,
): number {
  const siblings = nodes[parent]?.children;
  const number = fieldNumberOf(table, record);
  const key = isFrame(kind) ? "frames" : kind === Kind.gap ? "gap" : String(number);
  const known = siblings?.get(key);
  if (known !== undefined) return known;
  if (nodes.length >= MOST_FIELDS) return parent;
  const { field } = resolver.resolve(record);
  const label = number === 0 ? key : (field?.label ?? fieldNumberText(table, record));
  const typeName = field?.typeName ?? "";
  nodes.push(node(parent, label, typeName, number, record));
  siblings?.set(key, nodes.length - 1);
  return nodes.length - 1;
}

function addRecord({ walk: table }: Analysis, to: Node | undefined, record: number, kind: Kind): void {
  if (to === undefined) return;
  const { tag, length, body } = readHeader(table, record);
  const { records } = table;
  to.count++;
  const tagLength = tag.end - tag.start;
  const lengthLength = length === undefined ? 0 : length.end - length.start;
  to.tagByteLength += tagLength;
  to.lengthByteLength += lengthLength;
  if (kind === Kind.frame) to.byteLength += tagLength + lengthLength;
  else to.byteLength += endOf(records, record) - (records.start[record] ?? 0);
  if (!isContainer(kind)) to.valueByteLength += body.end - body.start;
}

function node(parent: number, label: string, typeName: string, number: number, record: number): Node {
  const zero = { count: 0, byteLength: 0, tagByteLength: 0, lengthByteLength: 0, valueByteLength: 0 };
  return { parent, label, typeName, number, record, children: new Map(), ...zero };
}

/** The nodes in the order of the contract, the largest ones where there are too many. */
function listNodes(nodes: readonly Node[]): { readonly nodes: readonly SizeNode[]; readonly cut: boolean } {
  const listed: SizeNode[] = [];
  const pending: { readonly index: number; readonly parent: number; readonly path: string }[] = [
    { index: 0, parent: -1, path: "" },
  ];
  while (pending.length > 0 && listed.length < MOST_NODES) {
    const next = pending.pop();
    const found = next === undefined ? undefined : nodes[next.index];
    if (next === undefined || found === undefined) continue;
    const { children, parent: _, ...sizes } = found;
    listed.push({ ...sizes, parent: next.parent, path: next.path });
    const own = listed.length - 1;
    const smallestFirst = [...children.values()].sort(
      (left, right) => (nodes[left]?.byteLength ?? 0) - (nodes[right]?.byteLength ?? 0),
    );
    for (const index of smallestFirst) {
      const label = nodes[index]?.label ?? "";
      pending.push({ index, parent: own, path: next.path === "" ? label : `${next.path}.${label}` });
    }
  }
  return { nodes: listed, cut: pending.length > 0 };
}
