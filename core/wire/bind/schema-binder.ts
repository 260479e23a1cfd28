import type { DescMessage } from "@bufbuild/protobuf";
import type { Binder, FallbackBinder } from "../binder.ts";
import { Kind } from "../kinds.ts";
import { WireType } from "../tag.ts";
import { findInvalidUtf8 } from "../utf8.ts";
import { SET_ITEM_FIELD } from "./set-item.ts";
import type { FieldShape } from "./shape.ts";
import { fitsWireType, type MessageShape, type Shapes } from "./shapes.ts";

/** Full name of the well-known type that carries another message. */
export const ANY_TYPE = "google.protobuf.Any";

/**
 * Answers the walker from a schema. Where bytes and schema disagree, and in unknown fields, it asks `fallback`
 * and stays without a schema from there down. The value of an `Any` is walked as the type its URL names.
 */
export function createSchemaBinder(
  bytes: Uint8Array,
  type: DescMessage,
  shapes: Shapes,
  fallback: FallbackBinder,
): Binder {
  return new SchemaBinder(bytes, shapes.of(type), shapes, fallback);
}

class SchemaBinder implements Binder {
  readonly root: number;
  private readonly bytes: Uint8Array;
  private readonly shapes: Shapes;
  private readonly fallback: FallbackBinder;
  /** What the URL of the `Any` in hand names, until its value comes. */
  private anyShape: MessageShape | undefined;

  constructor(bytes: Uint8Array, root: MessageShape, shapes: Shapes, fallback: FallbackBinder) {
    this.bytes = bytes;
    this.root = root.id;
    this.shapes = shapes;
    this.fallback = fallback;
  }

  bodyKind(scope: number, number: number, start: number, end: number): Kind {
    const shape = this.shapes.at(scope);
    const field = shape?.field(number);
    if (shape === undefined || field === undefined || !fitsWireType(field, WireType.length)) {
      return this.fallback.bodyKind(this.fallbackScope(scope, shape), number, start, end);
    }
    if (shape.typeName === ANY_TYPE) return this.anyBodyKind(number, start, end);
    if (field.bodyKind !== Kind.text && field.bodyKind !== Kind.bytes) return field.bodyKind;
    const chosen = this.fallback.chosenKind(this.fallback.rootOf(shape.typeName), number);
    if (chosen !== undefined && chosen !== Kind.text) return chosen;
    if (chosen === undefined && field.bodyKind === Kind.bytes) return Kind.bytes;
    return findInvalidUtf8(this.bytes, start, end) === undefined ? Kind.text : Kind.bytes;
  }

  enter(scope: number, number: number, wireType: number, start: number, end: number): number {
    const shape = this.shapes.at(scope);
    const field = shape?.field(number);
    if (shape === undefined || field === undefined || !fitsWireType(field, wireType)) {
      const inside = this.fallback.enter(this.fallbackScope(scope, shape), number, wireType, start, end);
      return -1 - inside;
    }
    const inside = this.shapeInside(shape, field, start, end);
    this.anyShape = undefined;
    // A bytes field that somebody chose to read as a message, and an Any of an unknown type, go on without a schema.
    return (
      inside?.id ?? -1 - this.fallback.enter(this.fallbackScope(scope, shape), number, wireType, start, end)
    );
  }

  save(): () => void {
    const { anyShape } = this;
    const goBack = this.fallback.save?.();
    return () => {
      this.anyShape = anyShape;
      goBack?.();
    };
  }

  private shapeInside(
    shape: MessageShape,
    field: FieldShape,
    start: number,
    end: number,
  ): MessageShape | undefined {
    if (shape.typeName === ANY_TYPE) return this.anyShape;
    if (field === SET_ITEM_FIELD && shape.message !== undefined)
      return this.shapes.ofSetItem(shape.message, this.bytes, { start, end });
    return this.shapes.inside(field);
  }

  /** Scopes of the fallback are below zero here. */
  private fallbackScope(scope: number, shape: MessageShape | undefined): number {
    if (scope < 0) return -1 - scope;
    return shape === undefined ? this.fallback.root : this.fallback.rootOf(shape.typeName);
  }

  private anyBodyKind(number: number, start: number, end: number): Kind {
    if (number === 1) {
      const valid = findInvalidUtf8(this.bytes, start, end) === undefined;
      this.anyShape = valid ? this.shapes.ofTypeUrl(readTypeUrl(this.bytes, start, end)) : undefined;
      return valid ? Kind.text : Kind.bytes;
    }
    return this.anyShape === undefined
      ? this.fallback.bodyKind(this.fallback.rootOf(ANY_TYPE), number, start, end)
      : Kind.message;
  }
}

const LONGEST_TYPE_URL = 4096;

/** The URL text of an `Any`, bounded. */
export function readTypeUrl(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + LONGEST_TYPE_URL)));
}
