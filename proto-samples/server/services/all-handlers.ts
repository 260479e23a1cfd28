import type { Handlers } from "../call/call.ts";
import { captionHandlers } from "./captions.ts";
import { echoHandlers } from "./echo.ts";
import { healthHandlers } from "./health.ts";
import { ModelStore } from "./model-store.ts";
import { modelHandlers } from "./models.ts";
import { statusHandlers } from "./status.ts";
import { visionHandlers } from "./vision.ts";

/** The services of the samples, as every port offers them. */
export const SAMPLE_SERVICES: readonly string[] = [
  "samples.vision.v1.VisionService",
  "samples.vision.v1.ModelService",
  "samples.vision.v1.CaptionService",
  "samples.sink.v1.EchoService",
  "samples.status.v1.StatusService",
];

/** The health service, which every port offers beside the samples. */
export const HEALTH_SERVICE = "grpc.health.v1.Health";

/** Handlers of every method, with models of their own: what one server's callers make, another's do not see. */
export function allHandlers(): Handlers {
  const models = new ModelStore();
  return {
    ...visionHandlers(models),
    ...modelHandlers(models),
    ...captionHandlers,
    ...echoHandlers,
    ...statusHandlers,
    ...healthHandlers([...SAMPLE_SERVICES, HEALTH_SERVICE]),
  };
}
