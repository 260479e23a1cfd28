import {
  createFileRegistry,
  type DescMessage,
  type FileRegistry,
  fromBinary,
  fromJsonString,
  toBinary,
  toJsonString,
} from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import protobuf from "protobufjs";
import "protobufjs/ext/descriptor.js";
import * as protojson from "protobufjs/ext/protojson.js";
import { encodeJson, renderJson } from "../../core/codec/index.ts";

/** One way to get from bytes to JSON text and back. */
export interface Contender {
  readonly name: string;
  toJson(type: string, bytes: Uint8Array): string;
  fromJson(type: string, json: string): Uint8Array;
}

/** The codec, without and with span links, and the two libraries, over one schema. */
export function contenders(descriptorSet: Uint8Array): Contender[] {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptorSet));
  return [
    ours("byteglass", registry, false),
    ours("byteglass with links", registry, true),
    protobufEs(registry),
    protobufJs(descriptorSet),
  ];
}

function find(registry: FileRegistry, name: string): DescMessage {
  const type = registry.getMessage(name);
  if (type === undefined) throw new Error(`no message type ${name}`);
  return type;
}

function ours(name: string, registry: FileRegistry, links: boolean): Contender {
  return {
    name,
    toJson: (type, bytes) => renderJson(find(registry, type), bytes, { registry, indent: 0, links }).text,
    fromJson(type, json) {
      const encoded = encodeJson(find(registry, type), json, { registry, links });
      if (!encoded.ok) throw new Error(encoded.findings[0]?.message);
      return encoded.value.bytes;
    },
  };
}

function protobufEs(registry: FileRegistry): Contender {
  return {
    name: "protobuf-es",
    toJson: (type, bytes) => toJsonString(find(registry, type), fromBinary(find(registry, type), bytes)),
    fromJson: (type, json) => toBinary(find(registry, type), fromJsonString(find(registry, type), json)),
  };
}

function protobufJs(descriptorSet: Uint8Array): Contender {
  const root = protobuf.Root.fromDescriptor(descriptorSet);
  return {
    name: "protobufjs",
    toJson: (type, bytes) =>
      protojson.toJsonString(root.lookupType(type), root.lookupType(type).decode(bytes)),
    fromJson(type, json) {
      const message = protojson.fromJsonString(root.lookupType(type), json);
      return root.lookupType(type).encode(message).finish();
    },
  };
}
