import { isFieldSet, maximumEdition } from "@bufbuild/protobuf";
import { Edition, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { PoolFile } from "./decode-file.ts";
import { type FindingLog, quoteName } from "./finding-log.ts";

const knownEditions: ReadonlySet<Edition> = new Set([
  Edition.EDITION_PROTO2,
  Edition.EDITION_PROTO3,
  Edition.EDITION_2023,
  Edition.EDITION_2024,
  Edition.EDITION_2026,
  Edition.EDITION_UNSTABLE,
]);

/** Makes syntax and edition ones that the registry knows; an unknown one is read as the newest known, with a finding. */
export function mendSyntax(file: PoolFile, log: FindingLog): void {
  const { proto } = file;
  const isEditions = proto.syntax === "editions";
  if (!isEditions && ["", "proto2", "proto3"].includes(proto.syntax)) return;
  if (
    isEditions &&
    isFieldSet(proto, FileDescriptorProtoSchema.field.edition) &&
    knownEditions.has(proto.edition)
  )
    return;
  const said = isEditions
    ? "an edition Byteglass does not know"
    : `the unknown syntax ${quoteName(proto.syntax)}`;
  proto.syntax = "editions";
  proto.edition = maximumEdition;
  log.add({
    code: "unknown-edition",
    severity: "warning",
    message: `${quoteName(file.name)} has ${said}; it is read as edition ${Edition[maximumEdition].replace("EDITION_", "")}.`,
    hint: "Presence, packing and enums of this file may be read otherwise than its author meant.",
    file: file.name,
  });
}
