/** Whether there is a screen to open a window on. */

/** The switches that choose the display, or undefined when there is none. */
export function findDisplay(environment = process.env) {
  if (process.platform !== "linux" || environment.DISPLAY) return [];
  return environment.WAYLAND_DISPLAY ? ["--ozone-platform=wayland"] : undefined;
}
