/** Sizes and places of the window's parts, in CSS pixels; kept across restarts. */

/** What the left column shows. */
export type SidePanel = "requests" | "schema" | "history";
/** What the inspector shows: of one message, or of the request made many times. */
export type InspectorPane = "bytes" | "frames" | "findings" | "compare" | "repeat";

/** How the window is divided. */
export interface Layout {
  readonly sideVisible: boolean;
  readonly sideWidth: number;
  readonly sidePanel: SidePanel;
  /** Share of the request pane in the width of request and answer, 0 to 1. */
  readonly requestShare: number;
  readonly inspectorVisible: boolean;
  readonly inspectorHeight: number;
  readonly inspectorPane: InspectorPane;
  /** Share of the hex pane in the inspector's width, 0 to 1. */
  readonly hexShare: number;
  /** Height of what stands below the bytes of a payload: findings, sizes. */
  readonly lowerHeight: number;
}

/** A new window's layout. */
export const DEFAULT_LAYOUT: Layout = {
  sideVisible: true,
  sideWidth: 252,
  sidePanel: "requests",
  requestShare: 0.5,
  inspectorVisible: true,
  inspectorHeight: 300,
  inspectorPane: "bytes",
  hexShare: 0.5,
  lowerHeight: 236,
};

/** Bounds inside which each size is kept, so that no part can be dragged out of reach. */
export const BOUNDS = {
  sideWidth: [160, 560],
  requestShare: [0.2, 0.8],
  inspectorHeight: [96, 720],
  hexShare: [0.2, 0.8],
  lowerHeight: [64, 640],
} as const;

/** Sizes that can be dragged. */
export type LayoutSize = keyof typeof BOUNDS;

/** Sets a size, inside its bounds. */
export function setSize(layout: Layout, name: LayoutSize, size: number): Layout {
  const [low, high] = BOUNDS[name];
  const value = Math.min(high, Math.max(low, size));
  return layout[name] === value || Number.isNaN(size) ? layout : { ...layout, [name]: value };
}

/** The inspector on a message, where it was on what many calls showed. */
export function showMessage(layout: Layout): Layout {
  const isMany = layout.inspectorPane === "compare" || layout.inspectorPane === "repeat";
  return isMany ? { ...layout, inspectorPane: "bytes" } : layout;
}
