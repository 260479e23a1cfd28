import { createHash } from "node:crypto";
import type { JsonObject } from "@bufbuild/protobuf";

/** `samples.vision.v1.Model` as ProtoJSON. */
export interface ModelJson extends JsonObject {
  readonly name?: string;
  readonly displayName?: string;
  readonly kind?: string;
  readonly owner?: { readonly userId?: string; readonly appId?: string };
  readonly createdAt?: string;
  readonly trainingTime?: string;
  readonly uid?: string;
  readonly weightCount?: string;
  readonly versions?: Readonly<Record<string, JsonObject>>;
  readonly price?: number;
  readonly etag?: string;
}

/** Most models that a store holds. */
const MOST_MODELS = 1000;

/** The models of one server: some that are always there at the start, and those that callers make. Bounded. */
export class ModelStore {
  readonly #models = new Map<string, ModelJson>();

  constructor() {
    for (const model of FIRST_MODELS) this.put(model);
  }

  /** The model of a name, `models/general-v2`. */
  find(name: string): ModelJson | undefined {
    return this.#models.get(name);
  }

  /** All models, by name. */
  list(): readonly ModelJson[] {
    return [...this.#models.values()].sort((one, other) => compareText(one.name, other.name));
  }

  /** True when no further model fits. */
  get full(): boolean {
    return this.#models.size >= MOST_MODELS;
  }

  /** Keeps a model under its name, with an etag that fits what it holds. */
  put(model: ModelJson): ModelJson {
    const { etag: _old, ...content } = model;
    const etag = createHash("sha256").update(JSON.stringify(content)).digest().subarray(0, 6);
    const kept: ModelJson = { ...content, etag: etag.toString("base64") };
    this.#models.set(kept.name ?? "", kept);
    return kept;
  }

  /** Takes a model away; false when there was none. */
  remove(name: string): boolean {
    return this.#models.delete(name);
  }
}

/** Orders by code units, so that every machine gives the same order. */
export function compareText(one: string | undefined, other: string | undefined): number {
  const [left, right] = [one ?? "", other ?? ""];
  return left < right ? -1 : left > right ? 1 : 0;
}

const FIRST_MODELS: readonly ModelJson[] = [
  {
    name: "models/general-v2",
    displayName: "General",
    kind: "MODEL_KIND_CLASSIFIER",
    owner: { userId: "ada", appId: "demo" },
    createdAt: "2024-11-22T13:20:00Z",
    trainingTime: "86400.250s",
    uid: "18446744073709551557",
    weightCount: "9007199254740993",
    labels: { stage: "production", "team/owner": "vision" },
    metrics: { accuracy: 0.9812, recall: 0.97 },
    versions: {
      1: { createdAt: "2024-03-01T00:00:00Z", accuracy: 0.91 },
      2: { createdAt: "2024-06-01T00:00:00Z", accuracy: 0.95, parent: 1 },
      3: { createdAt: "2024-11-22T13:20:00.123456789Z", accuracy: 0.9812, parent: 2 },
    },
    settings: { threshold: 0.5, classes: ["cat", "dog"], nested: { deep: null, on: true } },
    price: 1.2,
    remark: "",
  },
  {
    name: "models/general-v1",
    displayName: "General, the first",
    kind: "MODEL_KIND_CLASSIFIER",
    owner: { userId: "ada", appId: "demo" },
    createdAt: "2023-01-15T08:00:00Z",
    trainingTime: "3600s",
    uid: "1001",
    weightCount: "25600000",
    labels: { stage: "retired" },
    price: 0,
    legacyId: "general",
  },
  {
    name: "models/faces-v3",
    displayName: "Faces",
    kind: "MODEL_KIND_DETECTOR",
    owner: { userId: "grace", appId: "gate" },
    createdAt: "2025-02-03T10:30:00.500Z",
    trainingTime: "7200s",
    uid: "1002",
    weightCount: "88000000",
    metrics: { map50: 0.713 },
  },
  {
    name: "models/captions-v1",
    displayName: "Captions",
    kind: "MODEL_KIND_TRANSCRIBER",
    owner: { userId: "grace", appId: "lab" },
    createdAt: "2025-06-30T23:59:59Z",
    trainingTime: "259200s",
    uid: "1003",
    weightCount: "1550000000",
    remark: "Hears well, spells badly.",
  },
];
