/** The type that a field's evidence speaks for. */
import { isPacked, Kind } from "../wire/kinds.ts";
import { WireType } from "../wire/tag.ts";
import type { FieldEvidence } from "./evidence.ts";

/** A type: a scalar by its name, or a message of its own. */
export interface InferredType {
  readonly form: "scalar" | "message" | "group";
  /** The scalar's name; empty for messages. */
  readonly scalar: string;
  readonly repeated: boolean;
  /** What a reader should know before trusting it. */
  readonly remarks: readonly string[];
}

/** The type of a field. Where occurrences disagree, the one that reads them all. */
export function inferType(field: FieldEvidence): InferredType {
  const wireTypes = [...field.wireTypes].sort((left, right) => right[1] - left[1]);
  const [wireType = WireType.varint] = wireTypes[0] ?? [];
  const packed = packedWireType(field);
  const scalars = wireTypes.filter(([type]) => type !== WireType.length).map(([type]) => type);
  if (packed !== undefined && scalars.every((type) => type === packed)) {
    return { form: "scalar", scalar: packedScalar(packed, field), repeated: true, remarks: ["packed"] };
  }
  const others = wireTypes.slice(1).map(([type, count]) => `${count} with wire type ${type} do not fit`);
  const remarks = [...others];
  const repeated = field.mostInOne > 1;
  switch (wireType) {
    case WireType.startGroup:
      return { form: "group", scalar: "", repeated, remarks };
    case WireType.length:
      return lengthType(field, repeated, remarks);
    case WireType.fixed32:
      return { form: "scalar", scalar: field.isFloating ? "float" : "fixed32", repeated, remarks };
    case WireType.fixed64:
      return { form: "scalar", scalar: field.isFloating ? "double" : "fixed64", repeated, remarks };
    default:
      if (field.largest <= 1n) remarks.push("only 0 and 1: bool?");
      return { form: "scalar", scalar: varintType(field), repeated, remarks };
  }
}

/** Values from 2⁶³ on are negative ones, more likely than not. */
function varintType({ largest }: FieldEvidence): string {
  return largest >= 2n ** 63n ? "int64" : "uint64";
}

/** The wire type of the items when every LEN body is a packed list of the same kind. */
function packedWireType({ kinds }: FieldEvidence): number | undefined {
  const [kind, ...more] = kinds.keys();
  if (kind === undefined || more.length > 0 || !isPacked(kind)) return undefined;
  if (kind === Kind.packedVarint) return WireType.varint;
  return kind === Kind.packedFixed32 ? WireType.fixed32 : WireType.fixed64;
}

function packedScalar(wireType: number, field: FieldEvidence): string {
  if (wireType === WireType.varint) return varintType(field);
  return wireType === WireType.fixed32 ? "float" : "double";
}

function lengthType(field: FieldEvidence, repeated: boolean, remarks: string[]): InferredType {
  const { kinds, isText } = field;
  if (kinds.size === 0) {
    remarks.push("always empty: string, bytes or message?");
    return { form: "scalar", scalar: "bytes", repeated, remarks };
  }
  if (kinds.size === 1 && kinds.has(Kind.message)) return { form: "message", scalar: "", repeated, remarks };
  if (isText && (kinds.has(Kind.text) || kinds.has(Kind.bytes)))
    return { form: "scalar", scalar: "string", repeated, remarks };
  if (kinds.size > 1) remarks.push("bodies of several kinds");
  return { form: "scalar", scalar: "bytes", repeated, remarks };
}
