/** Why there is still no server for a call that waited for one: grpc-js keeps its tries to itself. */
import { type ConnectionFailure, toConnectionFailure } from "../connection-failure.ts";
import { dial, type Route, traceOf } from "../route/dial.ts";

/** ms that the look may take: the deadline has passed already. */
const BOUND = 300;

/** One try to connect; undefined when it succeeds, or takes longer than the look may. */
export function lookOnce(route: Route): Promise<ConnectionFailure | undefined> {
  const tried = dial(route, ["h2"], traceOf(route)).then(
    (socket) => {
      socket.destroy();
      return undefined;
    },
    (error: unknown) => toConnectionFailure(error, route.target.label),
  );
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), BOUND);
    tried.then((failure) => {
      clearTimeout(timer);
      resolve(failure);
    });
  });
}
