import type {
  DescEnum,
  DescEnumValue,
  DescExtension,
  DescField,
  DescFile,
  DescMessage,
  DescMethod,
  DescOneof,
  DescService,
} from "@bufbuild/protobuf";
import { ByteglassError } from "../error.ts";
import { didYouMean } from "./nearest-names.ts";
import type { SchemaPool } from "./pool/pool.ts";

/** Anything that has a name in a schema. */
export type SchemaSymbol =
  | DescFile
  | DescMessage
  | DescEnum
  | DescEnumValue
  | DescField
  | DescOneof
  | DescExtension
  | DescService
  | DescMethod;

/** A message type by full name. Throws `ByteglassError` `not-found` with the nearest names. */
export function findMessage(pool: SchemaPool, typeName: string): DescMessage {
  const found = pool.registry.getMessage(typeName.replace(/^\./, ""));
  if (found !== undefined) return found;
  const names = [...pool.registry].filter((type) => type.kind === "message").map((type) => type.typeName);
  throw notFound(`The schema has no message type ${typeName}.`, didYouMean(typeName, names));
}

/** A method by `pkg.Service/Method` (or `pkg.Service.Method`). Throws `ByteglassError` `not-found` with the nearest names. */
export function findMethod(pool: SchemaPool, name: string): DescMethod {
  const [serviceName, methodName] = splitMethodName(name);
  const service = pool.registry.getService(serviceName);
  const method = service?.methods.find((one) => one.name === methodName);
  if (method !== undefined) return method;
  const names = methodNames(pool);
  if (service === undefined) {
    throw notFound(
      `The schema has no service ${serviceName || name}.`,
      didYouMean(name.replace(/\.(?=[^./]*$)/, "/"), names),
    );
  }
  const own = service.methods.map((one) => `${service.typeName}/${one.name}`);
  const hint =
    didYouMean(`${serviceName}/${methodName}`, own) ||
    `It has ${own.slice(0, 8).join(", ") || "no methods"}.`;
  throw notFound(`The service ${serviceName} has no method ${methodName}.`, hint);
}

/** Any symbol by full name; a file by its name. Throws `ByteglassError` `not-found` with the nearest names. */
export function findSymbol(pool: SchemaPool, name: string): SchemaSymbol {
  const found = lookUp(pool, name.replace(/^\./, ""));
  if (found !== undefined) return found;
  const names = [
    ...[...pool.registry].map((type) => type.typeName),
    ...methodNames(pool),
    ...pool.files.map((file) => file.name),
  ];
  throw notFound(`The schema has no symbol ${name}.`, didYouMean(name, names));
}

function lookUp(pool: SchemaPool, name: string): SchemaSymbol | undefined {
  const { registry } = pool;
  const direct = registry.get(name) ?? registry.getFile(name);
  if (direct !== undefined) return direct;
  const [parentName, memberName] = splitMethodName(name);
  const parent = registry.get(parentName);
  switch (parent?.kind) {
    case "message": {
      const field = parent.fields.find((one) => one.name === memberName);
      return field ?? parent.oneofs.find((one) => one.name === memberName);
    }
    case "enum":
      return parent.values.find((one) => one.name === memberName);
    case "service":
      return parent.methods.find((one) => one.name === memberName);
    default:
      return undefined;
  }
}

/** Splits at the slash, or else at the last dot. */
function splitMethodName(name: string): readonly [string, string] {
  const path = name.replace(/^[./]/, "");
  const at = path.includes("/") ? path.indexOf("/") : path.lastIndexOf(".");
  return [path.slice(0, Math.max(0, at)), path.slice(at + 1)];
}

function methodNames(pool: SchemaPool): readonly string[] {
  return [...pool.registry].flatMap((type) =>
    type.kind === "service" ? type.methods.map((method) => `${type.typeName}/${method.name}`) : [],
  );
}

function notFound(message: string, hint: string): ByteglassError {
  return new ByteglassError("not-found", message, {
    hint: hint || "List what there is, and copy the name from there.",
  });
}
