/** Bytes as areas. Pure: the engine's nodes in, boxes out. */
import { hierarchy, stratify, treemap, treemapSquarify } from "d3-hierarchy";
import type { SizeNode } from "../../core/contract/sizes.ts";
import type { WireTypeName } from "../../core/contract/views.ts";
import { wireClass } from "../hex/cells.ts";

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
 * A box for every field that holds values, its area as large as its bytes. Messages are the boxes of their fields;
 * their own tags and lengths have none.
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
    parents.has(index) ? 0 : node.byteLength,
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
export function sizeClass({ label, number }: SizeNode, wireType: WireTypeName | undefined): string {
  if (number === 0) return label === "gap" ? "gap" : "plain";
  return wireType === undefined ? "plain" : wireClass(wireType);
}
