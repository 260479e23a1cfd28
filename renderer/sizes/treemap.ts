/** Bytes as areas. Pure: the engine's nodes in, boxes out. */
import { hierarchy, stratify, treemap, treemapSquarify } from "d3-hierarchy";
import type { SizeNode } from "../../core/contract/sizes.ts";

/** One field's box, in CSS pixels. */
export interface SizeBox {
  readonly node: SizeNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Stone {
  readonly node: SizeNode;
  readonly index: number;
}

/**
 * A box for every field that holds values, its area as large as its bytes. What messages spend on their own tags
 * and lengths stays free beside their fields.
 */
export function layOut(nodes: readonly SizeNode[], width: number, height: number): readonly SizeBox[] {
  if (nodes.length === 0 || width < 1 || height < 1) return [];
  const parents = new Set(nodes.map(({ parent }) => parent));
  const root = stratify<Stone>()
    .id(({ index }) => String(index))
    .parentId(({ node }) => (node.parent < 0 ? null : String(node.parent)))(
    nodes.map((node, index) => ({ node, index })),
  );
  const summed = hierarchy(root, ({ children }) => children).sum(({ data: { node, index } }) =>
    parents.has(index) ? node.tagByteLength + node.lengthByteLength : node.byteLength,
  );
  summed.sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const placed = treemap<typeof root>().tile(treemapSquarify).size([width, height]).paddingInner(3)(summed);
  return placed.leaves().map(({ data, x0, y0, x1, y1 }) => ({
    node: data.data.node,
    x: x0,
    y: y0,
    width: x1 - x0,
    height: y1 - y0,
  }));
}

/** The colour of a field: that of the wire type its values have. */
export function sizeClass({ label, number, typeName }: SizeNode): string {
  if (number === 0) return label === "gap" ? "gap" : "plain";
  const type = typeName.replace(/^packed /, "packed");
  if (/^(double|s?fixed64|unix time|time)/.test(type)) return "i64";
  if (/^(float|s?fixed32)$/.test(type)) return "i32";
  if (/^([us]?int(32|64)|sint(32|64)|bool|varint|enum)$/.test(type)) return "varint";
  return "len";
}
