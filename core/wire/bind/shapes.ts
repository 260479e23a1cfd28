import type { DescExtension, DescMessage, Registry } from "@bufbuild/protobuf";
import { readSetItem } from "../message-set.ts";
import { SET_ITEM_FIELD, setItemFields } from "./set-item.ts";
import { describeField, type EntryDeclaration, type FieldShape } from "./shape.ts";

/** What the wire view needs to know of one message type; map entries and items of message sets are one too. */
export interface MessageShape {
  /** The scope number that stands for it; never 0. */
  readonly id: number;
  /** Full name; empty for a map entry, `message set item` for such an item. */
  readonly typeName: string;
  /** Undefined for a map entry or an item. */
  readonly message: DescMessage | undefined;
  readonly fields: readonly FieldShape[];
  /** The declared field or extension of a number. */
  field(number: number): FieldShape | undefined;
}

/** Shapes of all message types that a walk meets, described when they are first met. */
export class Shapes {
  private readonly byMessage = new Map<DescMessage, MessageShape>();
  private readonly byEntry = new Map<EntryDeclaration, MessageShape>();
  private readonly byItem = new Map<DescExtension, MessageShape>();
  private readonly byId: MessageShape[] = [];
  private readonly registry: Registry | undefined;

  constructor(registry: Registry | undefined) {
    this.registry = registry;
  }

  /** The shape behind a scope number; undefined for 0. */
  at(id: number): MessageShape | undefined {
    return this.byId[id - 1];
  }

  of(message: DescMessage): MessageShape {
    const known = this.byMessage.get(message);
    if (known !== undefined) return known;
    const fields = isMessageSet(message)
      ? [SET_ITEM_FIELD]
      : message.fields.map((field, index) => describeField(field, index));
    const shape = this.add(message.typeName, message, fields);
    this.byMessage.set(message, shape);
    return shape;
  }

  ofEntry(entry: EntryDeclaration): MessageShape {
    const known = this.byEntry.get(entry);
    if (known !== undefined) return known;
    const shape = this.add("", undefined, [entry.key, entry.value]);
    this.byEntry.set(entry, shape);
    return shape;
  }

  /**
   * The shape of an item of a message set, whose content lies in `start` to `end`, by the number of the extension in it;
   * undefined for an extension that is not known.
   */
  ofSetItem(
    set: DescMessage,
    bytes: Uint8Array,
    { start, end }: { readonly start: number; readonly end: number },
  ): MessageShape | undefined {
    const item = readSetItem(bytes, start, end);
    const extension = item && this.registry?.getExtensionFor(set, item.typeId);
    if (extension?.message === undefined) return undefined;
    const known = this.byItem.get(extension);
    if (known !== undefined) return known;
    const shape = this.add(SET_ITEM_FIELD.typeName, undefined, setItemFields(extension));
    this.byItem.set(extension, shape);
    return shape;
  }

  /** The shape of what a field's bodies hold; undefined for scalars. */
  inside(field: FieldShape): MessageShape | undefined {
    if (field.entry !== undefined) return this.ofEntry(field.entry);
    return field.message === undefined ? undefined : this.of(field.message);
  }

  /** The type behind an `Any`'s URL: what follows the last slash. */
  ofTypeUrl(url: string): MessageShape | undefined {
    const message = this.registry?.getMessage(url.slice(url.lastIndexOf("/") + 1));
    return message === undefined ? undefined : this.of(message);
  }

  private add(typeName: string, message: DescMessage | undefined, fields: FieldShape[]): MessageShape {
    const byNumber = new Map(fields.map((field) => [field.number, field]));
    const shape: MessageShape = {
      id: this.byId.length + 1,
      typeName,
      message,
      fields,
      field: (number) => byNumber.get(number) ?? this.extension(message, number, fields, byNumber),
    };
    this.byId.push(shape);
    return shape;
  }

  /** Looks an extension up once and keeps it beside the declared fields. */
  private extension(
    message: DescMessage | undefined,
    number: number,
    fields: FieldShape[],
    byNumber: Map<number, FieldShape>,
  ): FieldShape | undefined {
    if (message === undefined || this.registry === undefined || !inExtensionRange(message, number))
      return undefined;
    const extension = this.registry.getExtensionFor(message, number);
    if (extension === undefined) return undefined;
    const field = describeField(extension, fields.length);
    fields.push(field);
    byNumber.set(number, field);
    return field;
  }
}

/** Whether a message has its extensions as items of a message set. */
function isMessageSet(message: DescMessage): boolean {
  return message.proto.options?.messageSetWireFormat === true;
}

/** Whether a message leaves a number to extensions. */
export function inExtensionRange(message: DescMessage, number: number): boolean {
  return message.proto.extensionRange.some((range) => number >= range.start && number < range.end);
}

/** Whether a message reserves a number. */
export function inReservedRange(message: DescMessage, number: number): boolean {
  return message.proto.reservedRange.some((range) => number >= range.start && number < range.end);
}

/** Whether a record of this wire type can be a value of the field. */
export function fitsWireType(field: FieldShape, wireType: number): boolean {
  return field.wireType === wireType || (wireType === 2 && field.packable);
}
