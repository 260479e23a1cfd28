/** The doors of the engine: what comes in is checked, and nothing but a `ByteglassError` goes out. */
import type * as v from "valibot";
import { ByteglassError } from "../error.ts";
import { validateRequest } from "./validate.ts";

/** A method that checks its request by `schema` and then does its work. */
export function door<Schema extends v.GenericSchema, Answer>(
  method: string,
  schema: Schema,
  work: (request: v.InferOutput<Schema>) => Answer | Promise<Answer>,
): (request: v.InferOutput<Schema>) => Promise<Answer> {
  return plainDoor(async (request) => await work(validateRequest(method, schema, request)));
}

/** A method that has nothing to check. */
export function plainDoor<Parameters extends readonly unknown[], Answer>(
  work: (...parameters: Parameters) => Promise<Answer>,
): (...parameters: Parameters) => Promise<Answer> {
  return async (...parameters) => {
    try {
      return await work(...parameters);
    } catch (thrown) {
      throw ByteglassError.from(thrown);
    }
  };
}
