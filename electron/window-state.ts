/** Where the window was, and whether that place still exists. */
import * as v from "valibot";

/** A place on the desktop, in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const Pixels = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));

/** The shape of the file it is kept in. */
export const WindowStateSchema = v.object({
  x: Pixels,
  y: Pixels,
  width: Pixels,
  height: Pixels,
  maximized: v.boolean(),
});
export type WindowState = v.InferOutput<typeof WindowStateSchema>;

/** The least the layout works in. */
export const MINIMUM_SIZE = { width: 960, height: 600 } as const;
const DEFAULT_SIZE = { width: 1440, height: 900 } as const;
/** As much of the title bar as a hand needs to drag a window back. */
const REACHABLE = 64;

/** Where to open: as it was kept, if it can still be reached on one of the screens; otherwise wherever the system likes. */
export function chooseBounds(
  kept: WindowState | undefined,
  screens: readonly Rectangle[],
): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  if (kept === undefined) return fitToScreens(DEFAULT_SIZE, screens);
  const width = Math.max(kept.width, MINIMUM_SIZE.width);
  const height = Math.max(kept.height, MINIMUM_SIZE.height);
  const reachable = screens.some((screen) => isReachable({ ...kept, width, height }, screen));
  return reachable ? { x: kept.x, y: kept.y, width, height } : fitToScreens({ width, height }, screens);
}

function isReachable(bounds: Rectangle, screen: Rectangle): boolean {
  const overlap = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  const below = bounds.y >= screen.y && bounds.y <= screen.y + screen.height - REACHABLE;
  return below && overlap >= REACHABLE;
}

function fitToScreens(
  size: { readonly width: number; readonly height: number },
  screens: readonly Rectangle[],
): { readonly width: number; readonly height: number } {
  const first = screens[0];
  if (first === undefined) return size;
  return { width: Math.min(size.width, first.width), height: Math.min(size.height, first.height) };
}
