import { expect, it } from "vitest";
import { chooseBounds } from "../../electron/window-state.ts";

const laptop = { x: 0, y: 0, width: 1280, height: 800 };
const desk = { x: 1280, y: 0, width: 2560, height: 1400 };
const kept = { x: 100, y: 80, width: 1200, height: 700, maximized: false };

it.each([
  ["nothing kept", undefined, [desk], { width: 1440, height: 900 }],
  ["nothing kept, small screen", undefined, [laptop], { width: 1280, height: 800 }],
  ["nothing kept, no screen", undefined, [], { width: 1440, height: 900 }],
  ["a place on a screen", kept, [laptop], { x: 100, y: 80, width: 1200, height: 700 }],
  [
    "on the second screen",
    { ...kept, x: 1500 },
    [laptop, desk],
    { x: 1500, y: 80, width: 1200, height: 700 },
  ],
  ["the second screen is gone", { ...kept, x: 1500 }, [laptop], { width: 1200, height: 700 }],
  ["partly off the left", { ...kept, x: -1000 }, [laptop], { x: -1000, y: 80, width: 1200, height: 700 }],
  ["out of reach on the left", { ...kept, x: -1190 }, [laptop], { width: 1200, height: 700 }],
  ["title bar above the screen", { ...kept, y: -10 }, [laptop], { width: 1200, height: 700 }],
  ["title bar below the screen", { ...kept, y: 790 }, [laptop], { width: 1200, height: 700 }],
  ["too small", { ...kept, width: 10, height: 10 }, [laptop], { x: 100, y: 80, width: 960, height: 600 }],
])("%s", (_name, state, screens, bounds) => {
  expect(chooseBounds(state, screens)).toEqual(bounds);
});
