/** A server that answers a question of gRPC in HTTP of another kind. */
import { ConnectionFailure } from "./connection-failure.ts";
import { describeForeign, type ForeignAnswer, type HttpAnswer, readForeign } from "./foreign-answer.ts";

/** The failure, with what came. */
export class NotGrpcFailure extends ConnectionFailure {
  readonly httpStatus: number;
  readonly foreign: ForeignAnswer;

  constructor(address: string, answer: HttpAnswer) {
    super("not-grpc", address, "", `The answer is not gRPC: ${describeForeign(answer)}.`);
    this.httpStatus = answer.httpStatus;
    this.foreign = readForeign(answer);
  }
}
