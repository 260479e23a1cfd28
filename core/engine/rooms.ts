/**
 * The rooms the engine works with, each loaded when it is first needed: a terminal that lists methods starts
 * without the codec, the inspector and the compiler.
 */
export const schemaRoom = () => import("../schema/index.ts");
/** Parts of the schema room: listing the methods of a server needs no registry, calling one needs no compiler. */
export const reflectionPart = () => import("../schema/reflection/reflect.ts");
export const likelyPlacesPart = async () => ({
  ...(await import("../schema/reflection/likely-places.ts")),
  ...(await import("../schema/raw/file-header.ts")),
});
export const namesPart = () => import("../schema/raw/list-services.ts");
export const poolPart = () => import("./schemas/pool-part.ts");
export const compilerPart = () => import("../schema/proto-files/compile.ts");
export const descriptorSetPart = () => import("../schema/descriptor-sets/read.ts");
export const exportPart = () => import("../schema/export/export.ts");
export const descriptorSetWriter = () => import("../schema/export/descriptor-set.ts");
export const diffPart = async () => ({
  ...(await import("../schema/diff/diff.ts")),
  ...(await import("../schema/diff/hash.ts")),
  ...(await import("../schema/diff/worst-effect.ts")),
});
export const searchPart = () => import("../schema/search/search-names.ts");
export const docsPart = async () => ({
  ...(await import("../schema/docs/symbol-docs.ts")),
  ...(await import("../schema/template/template.ts")),
  ...(await import("../schema/template/type-at.ts")),
});
export const conflictsPart = () => import("../schema/conflicts/source-conflicts.ts");
export const keptPart = () => import("../schema/drift/kept-schemas.ts");
export const checkPart = async () => ({
  ...(await import("../schema/drift/check-bodies.ts")),
  ...(await import("../schema/drift/check-collection.ts")),
});
export const watchPart = () => import("../schema/watch/watch-sources.ts");
export const codecRoom = () => import("../codec/index.ts");
export const documentsRoom = () => import("../documents/index.ts");
export const framesRoom = () => import("../frames/index.ts");
export const inputRoom = () => import("../input/index.ts");
export const validationRoom = () => import("../validation/index.ts");
export const recordingsRoom = () => import("../recordings/index.ts");
export const recordingFilePart = () => import("../recordings/file-lines.ts");
export const comparePart = async () => ({
  ...(await import("../calls/compare/compare.ts")),
  ...(await import("../calls/compare/json-habits.ts")),
  ...(await import("../calls/compare/json-reasons.ts")),
  ...(await import("../calls/compare/refusing-channel.ts")),
  ...(await import("../channels/http-json/bindings.ts")),
  ...(await import("../channels/http-json/http-request.ts")),
  ...(await import("../schema/summary/http-rule.ts")),
});
export const loadPart = async () => ({
  ...(await import("../calls/load.ts")),
  ...(await import("../calls/run-call.ts")),
});
export const scriptPart = async () => ({
  ...(await import("../calls/load-script/k6.ts")),
  ...(await import("../calls/load-script/ghz.ts")),
  ...(await import("../channels/target.ts")),
});
export const callsRoom = () => import("../calls/index.ts");
export const authorizationRoom = () => import("../authorization/index.ts");
export const healthRoom = () => import("../health/health.ts");
export const autopsyPart = () => import("../channels/autopsy.ts");
export const retryPart = () => import("../channels/retry.ts");
export const grpcChannelPart = () => import("../channels/grpc.ts");
export const httpClientPart = () => import("../channels/http/client.ts");
export const httpJsonChannelPart = () => import("../channels/http-json.ts");
export const transcodingPart = async () => ({
  ...(await import("../channels/http-json/bindings.ts")),
  ...(await import("../channels/http-json/explain.ts")),
  ...(await import("../channels/http-json/read-url.ts")),
  ...(await import("../channels/http-json/find-url.ts")),
  ...(await import("../schema/summary/http-rule.ts")),
});
export const grpcWebChannelPart = () => import("../channels/grpc-web.ts");
export const connectChannelPart = () => import("../channels/connect.ts");
export const httpProtobufChannelPart = () => import("../channels/http-protobuf.ts");
/** Why a connection failed, in words; needed only when one did. */
export const diagnosisPart = async () => ({
  ...(await import("../calls/diagnosis/diagnose.ts")),
  ...(await import("../calls/next-steps.ts")),
  ...(await import("../channels/connection-failure.ts")),
});
export const variablesRoom = () => import("../variables/put-in.ts");
