/** The details of a `google.rpc.Status`, from its bytes or from its JSON. Never fails on bytes that are something else. */
import type { Registry } from "@bufbuild/protobuf";
import { elementsOf, memberOf, membersOf, stringOf } from "../channels/http-json/json-text.ts";
import { encodeJson, renderJson } from "../codec/index.ts";
import type { StatusDetail } from "../contract/views.ts";
import { eachField, numberOfTag } from "../schema/raw/fields.ts";
import { ANY, STATUS } from "../schema/raw/tags.ts";

/** Bytes of a value that are shown as hex when there is no better reading. */
const HEX_BOUND = 1024;
/** Details shown of one status. */
const DETAIL_BOUND = 100;

/** One detail each `Any`; types that `registry` does not have are shown as hex, and so are bytes that are no Status. */
export function decodeStatusDetails(bytes: Uint8Array, registry: Registry): readonly StatusDetail[] {
  const details: Uint8Array[] = [];
  let isStatus = true;
  const damage = eachField(bytes, (tag, reader) => {
    const number = numberOfTag(tag);
    // A field of a status with another wire type means other bytes.
    if (Object.values(STATUS).some((known) => numberOfTag(known) === number && known !== tag))
      isStatus = false;
    if (tag !== STATUS.details) return false;
    details.push(reader.bytes());
    return true;
  });
  if (!isStatus || (damage !== undefined && details.length === 0)) {
    const json = `These ${bytes.length} bytes are no google.rpc.Status: ${hex(bytes)}`;
    return [{ typeUrl: "", json, known: false }];
  }
  return details.slice(0, DETAIL_BOUND).map((detail) => decodeDetail(detail, registry));
}

/** The same from a `google.rpc.Status` as JSON, as an HTTP server answers it. Text that is no such JSON has no details. */
export function readJsonStatusDetails(json: string, registry: Registry): readonly StatusDetail[] {
  const details = elementsOf(memberOf(json, "details") ?? "") ?? [];
  return details.slice(0, DETAIL_BOUND).map((detail) => readJsonDetail(detail, registry));
}

/** Through the codec where it can read the detail, so that both channels show the same; else the text as it came. */
function readJsonDetail(detail: string, registry: Registry): StatusDetail {
  const typeUrl = stringOf(memberOf(detail, "@type") ?? "") ?? "";
  const known = registry.getMessage(typeNameOf(typeUrl)) !== undefined;
  const any = known ? registry.getMessage("google.protobuf.Any") : undefined;
  const encoded = any === undefined ? undefined : encodeJson(any, detail, { registry, links: false });
  if (encoded?.ok === true) return decodeDetail(encoded.value.bytes, registry);
  const fields = membersOf(detail)?.filter(({ key }) => key !== "@type");
  if (fields === undefined) return { typeUrl, json: detail, known };
  const lines = fields.map(({ key, value }) => `  ${JSON.stringify(key)}: ${value}`);
  return { typeUrl, json: lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n}`, known };
}

function decodeDetail(any: Uint8Array, registry: Registry): StatusDetail {
  const parts: { url: Uint8Array; value: Uint8Array } = { url: new Uint8Array(), value: new Uint8Array() };
  eachField(any, (tag, reader) => {
    if (tag === ANY.typeUrl) parts.url = reader.bytes();
    else if (tag === ANY.value) parts.value = reader.bytes();
    else return false;
    return true;
  });
  const typeUrl = new TextDecoder().decode(parts.url);
  const type = registry.getMessage(typeNameOf(typeUrl));
  if (type !== undefined) {
    return { typeUrl, json: renderJson(type, parts.value, { registry, links: false }).text, known: true };
  }
  const what = typeUrl === "" ? "This detail names no type." : "The type of this detail is not known.";
  return { typeUrl, json: `${what} ${parts.value.length} bytes: ${hex(parts.value)}`, known: false };
}

function typeNameOf(typeUrl: string): string {
  return typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
}

function hex(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, HEX_BOUND)).toString("hex");
  return bytes.length > HEX_BOUND ? `${text}…` : text;
}
