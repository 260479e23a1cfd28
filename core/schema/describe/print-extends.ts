import type {
  DescriptorProto,
  FieldDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { type FieldPlace, fieldNote, groupOf, printField } from "./print-field.ts";
import { printMessageBody } from "./print-message.ts";
import type { Item, Printer } from "./printer.ts";
import { printItems, typeNameIn } from "./printer.ts";
import type { SourceLines } from "./source-lines.ts";

/** `extend Name { … }` blocks: neighbours that extend the same message share one. */
export function printExtends(
  lines: SourceLines,
  printer: Printer,
  extensions: readonly FieldDescriptorProto[],
  place: FieldPlace,
): readonly Item[] {
  const blocks: FieldDescriptorProto[][] = [];
  for (const extension of extensions) {
    const last = blocks.at(-1);
    if (last?.[0]?.extendee === extension.extendee) last.push(extension);
    else blocks.push([extension]);
  }
  return blocks.map((block) => ({
    note: positionOnly(printer, block[0], place),
    isBlock: true,
    print: () => printExtend(lines, printer, block, place),
  }));
}

/** Prints one `extend Name { … }` block. */
export function printExtend(
  lines: SourceLines,
  printer: Printer,
  extensions: readonly FieldDescriptorProto[],
  place: FieldPlace,
): void {
  const [first] = extensions;
  if (first === undefined) return;
  const printGroupBody = (group: DescriptorProto): void =>
    printMessageBody(lines, printer, group, place.scope);
  lines.block(`extend ${typeNameIn(printer, first.extendee, place.scope)}`, () => {
    printItems(
      lines,
      extensions.map((extension) => ({
        note: fieldNote(printer, extension, groupOf(extension, place)),
        isBlock: false,
        print: () => printField(lines, printer, extension, place, printGroupBody),
      })),
    );
  });
}

/** A block stands where its first extension stands; the comments belong to the extensions. */
function positionOnly(
  printer: Printer,
  extension: FieldDescriptorProto | undefined,
  place: FieldPlace,
): Item["note"] {
  if (extension === undefined) return undefined;
  const position = fieldNote(printer, extension, groupOf(extension, place))?.position;
  return position === undefined ? undefined : { detached: [], leading: "", trailing: "", position };
}
