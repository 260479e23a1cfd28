/** The marks of a method's kind. */
import type { MethodKind } from "../../core/contract/views.ts";

/** A kind as a mark and in words. */
export interface KindMark {
  readonly mark: string;
  /** For titles and screen readers. */
  readonly words: string;
}

/** `U`, `S→`, `→C` or `⇄`, with the words for it. */
export function kindMark(kind: MethodKind): KindMark {
  switch (kind) {
    case "unary":
      return { mark: "U", words: "unary" };
    case "server-stream":
      return { mark: "S→", words: "server stream" };
    case "client-stream":
      return { mark: "→C", words: "client stream" };
    case "bidi-stream":
      return { mark: "⇄", words: "bidi" };
  }
}

/** Splits `pkg.Service/Method`. */
export function splitMethod(fullName: string): { readonly service: string; readonly name: string } {
  const slash = fullName.lastIndexOf("/");
  return { service: fullName.slice(0, Math.max(0, slash)), name: fullName.slice(slash + 1) };
}

/** The last part of a dotted name: `PredictRequest` of `samples.vision.v1.PredictRequest`. */
export function shortName(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf(".") + 1);
}
