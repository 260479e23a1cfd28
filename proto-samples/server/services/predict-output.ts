import type { JsonObject } from "@bufbuild/protobuf";
import { applyMask } from "./field-mask.ts";

/** `samples.vision.v1.PredictRequest` as ProtoJSON, as far as the answer depends on it. */
export interface PredictRequestJson {
  readonly modelId?: string;
  readonly inputs?: readonly InputJson[];
  readonly maxConcepts?: number;
  readonly minValue?: number;
  readonly outputMask?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly wishes?: Readonly<Record<string, { readonly weight?: number }>>;
}

/** `samples.vision.v1.Input` as ProtoJSON. */
export interface InputJson extends JsonObject {
  readonly id?: string;
  readonly image?: { readonly url?: string; readonly base64?: string };
  readonly text?: string;
}

/** `samples.vision.v1.Output` as ProtoJSON. */
export type OutputJson = JsonObject;

type Sight = readonly (readonly [name: string, value: number])[];

/** What there is to see, by a word in the input. */
const SIGHTS: Readonly<Record<string, Sight>> = {
  cat: [
    ["cat", 0.9923],
    ["whiskers", 0.9741],
  ],
  dog: [
    ["dog", 0.9871],
    ["tail", 0.9312],
    ["ball", 0.5528],
  ],
  street: [
    ["street", 0.9786],
    ["car", 0.9104],
    ["person", 0.8812],
    ["bicycle", 0.4417],
    ["cat", 0.0312],
  ],
};

/** What is seen where no word is known. */
const NOTHING_KNOWN: Sight = [
  ["picture", 0.7312],
  ["thing", 0.5108],
];

/** The place of the first output's id; the others follow. */
const FIRST_ID = 0x7f3a;

/** What the model sees in one input: the same for the same request, always. */
export function predictOutput(request: PredictRequestJson, input: InputJson, index: number): OutputJson {
  const seen = (input.image?.url ?? input.text ?? "").toLowerCase();
  const word = Object.keys(SIGHTS).find((candidate) => seen.includes(candidate));
  const concepts = (word === undefined ? NOTHING_KNOWN : (SIGHTS[word] ?? NOTHING_KNOWN))
    .filter(([, value]) => value >= (request.minValue ?? 0))
    .slice(0, (request.maxConcepts ?? 0) > 0 ? request.maxConcepts : undefined)
    .map(([name, value]) => ({ name, value }));
  const mask = request.outputMask ?? "";
  const output: JsonObject = {
    id: `out-${(FIRST_ID + index).toString(16)}`,
    concepts,
    ...((request.wishes?.["true"]?.weight ?? 0) > 0 ? { regions: [region(concepts)] } : {}),
    ...(mask === "" ? {} : { input }),
    ...(request.labels === undefined ? {} : { notes: { ...request.labels } }),
  };
  return applyMask(output, mask);
}

/** The part of the picture where everything is, with the first thing in its middle. */
function region(concepts: readonly JsonObject[]): JsonObject {
  return {
    top: 0.1,
    left: 0.2,
    bottom: 0.9,
    right: 0.8,
    concepts: [...concepts],
    regions: [{ top: 0.4, left: 0.4, bottom: 0.6, right: 0.6, concepts: concepts.slice(0, 1) }],
  };
}
