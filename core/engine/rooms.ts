/**
 * The rooms the engine works with, each loaded when it is first needed: a terminal that lists methods starts
 * without the codec, the inspector and the compiler.
 */
export const schemaRoom = () => import("../schema/index.ts");
/** Two parts of the schema room that do without its registry: listing the methods of a server needs no more. */
export const reflectionPart = () => import("../schema/reflection/reflect.ts");
export const namesPart = () => import("../schema/raw/list-services.ts");
export const codecRoom = () => import("../codec/index.ts");
export const documentsRoom = () => import("../documents/index.ts");
export const inputRoom = () => import("../input/index.ts");
export const callsRoom = () => import("../calls/index.ts");
export const grpcChannelPart = () => import("../channels/grpc.ts");
export const httpJsonChannelPart = () => import("../channels/http-json.ts");
/** Why a connection failed, in words; needed only when one did. */
export const diagnosisPart = async () => ({
  ...(await import("../calls/diagnosis.ts")),
  ...(await import("../channels/connection-failure.ts")),
});
