import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { compileToBytes, messageType } from "./compile.ts";

const P3 = `syntax = "proto3";
package t;
import "google/protobuf/any.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/empty.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
enum Color { NONE = 0; RED = 1; BLUE = 2; NAVY = 3; NEGATIVE = -1; }
enum Alias { option allow_alias = true; ZERO = 0; ONE = 1; UNO = 1; }
message Scalars {
  double d = 1; float f = 2; int64 i64 = 3; uint64 u64 = 4; int32 i32 = 5; fixed64 f64 = 6; fixed32 f32 = 7;
  bool b = 8; string s = 9; bytes raw = 12; uint32 u32 = 13; Color color = 14; sfixed32 sf32 = 15; sfixed64 sf64 = 16;
  sint32 s32 = 17; sint64 s64 = 18; Alias alias = 19;
}
message Optional {
  optional int32 i32 = 1; optional string s = 2; optional bool b = 3; optional double d = 4; optional Color color = 5;
  optional bytes raw = 6;
}
message Lists {
  repeated int32 i32 = 1; repeated string s = 2; repeated double d = 3; repeated Node node = 4; repeated bool b = 5;
  repeated int32 loose = 6 [packed = false]; repeated Color color = 7; repeated bytes raw = 8; repeated sint64 s64 = 9;
  repeated fixed32 f32 = 10; repeated int64 i64 = 11; repeated float f = 12;
}
message Node { string name = 1; Node child = 2; repeated Node kids = 3; int32 rank = 4; }
message Maps {
  map<string, int32> s = 1; map<int32, string> i32 = 2; map<int64, string> i64 = 3; map<uint32, string> u32 = 4;
  map<uint64, string> u64 = 5; map<sint32, string> s32 = 6; map<sint64, string> s64 = 7; map<fixed32, string> f32 = 8;
  map<fixed64, string> f64 = 9; map<sfixed32, string> sf32 = 10; map<sfixed64, string> sf64 = 11;
  map<bool, string> b = 12; map<string, Node> node = 13; map<string, Color> color = 14; map<string, bytes> raw = 15;
  map<string, google.protobuf.Value> value = 16;
}
message Choice {
  oneof kind { int32 number = 1; string text = 2; Node node = 3; google.protobuf.NullValue nothing = 4; }
  int32 other = 5;
  oneof second { bool yes = 6; bool no = 7; }
}
message Known {
  google.protobuf.Any any = 1; google.protobuf.Timestamp time = 2; google.protobuf.Duration span = 3;
  google.protobuf.FieldMask mask = 4; google.protobuf.Struct struct = 5; google.protobuf.Value value = 6;
  google.protobuf.ListValue list = 7; google.protobuf.Empty empty = 8; google.protobuf.NullValue nothing = 9;
  google.protobuf.DoubleValue double_value = 11; google.protobuf.FloatValue float_value = 12;
  google.protobuf.Int64Value int64_value = 13; google.protobuf.UInt64Value uint64_value = 14;
  google.protobuf.Int32Value int32_value = 15; google.protobuf.UInt32Value uint32_value = 16;
  google.protobuf.BoolValue bool_value = 17; google.protobuf.StringValue string_value = 18;
  google.protobuf.BytesValue bytes_value = 19;
  repeated google.protobuf.Any anys = 20; repeated google.protobuf.Value values = 21;
  repeated google.protobuf.Timestamp times = 22; repeated google.protobuf.Int32Value wrapped = 23;
}
message Names {
  int32 snake_case_name = 1; int32 renamed = 2 [json_name = "other-name"]; int32 quoted = 3 [json_name = "a\\"b"];
  int32 umlaut = 4 [json_name = "grün"]; int32 dollar = 5 [json_name = "$ref"]; int32 digit = 6 [json_name = "2fa"];
  int32 constructor = 7; int32 to_string = 8; int32 proto = 9 [json_name = "__proto__"]; int32 _lead = 10;
}
message OneofClash { oneof foo_bar { int32 a = 1; string b = 2; } int32 fooBar = 3; }
message Wide { int32 far = 536870911; int32 near = 1; }
`;

const P2 = `syntax = "proto2";
package t2;
enum Closed { NO = 0; YES = 1; MAYBE = 5; }
message Basic {
  optional int32 i32 = 1; optional string s = 2; repeated int32 list = 3; repeated int32 packed = 4 [packed = true];
  optional Closed closed = 5; repeated Closed closed_list = 6; repeated Closed closed_packed = 7 [packed = true];
  map<string, Closed> closed_map = 8;
  oneof choice { Closed picked = 10; int32 number = 11; }
  extensions 100 to max;
}
message Strict { required int32 id = 1; required string name = 2; optional Strict child = 3; repeated Strict kids = 4; }
message Holder { optional Strict strict = 1; map<string, Strict> by_name = 2; }
message Grouped {
  optional group Item = 1 { optional int32 x = 2; optional group Deep = 3 { optional string y = 4; } }
  repeated group Many = 5 { optional int32 z = 6; }
}
message Legacy { option deprecated_legacy_json_field_conflicts = true; optional int32 foo_bar = 1; optional int32 fooBar = 2; }
extend Basic {
  optional int32 extra = 100; repeated string tags = 101; optional Basic nested = 102; optional Closed mood = 103;
  repeated int32 numbers = 104 [packed = true];
}
message Scope { extend Basic { optional string inner = 110; } }
`;

const E23 = `edition = "2023";
package t23;
message Edition {
  int32 explicit = 1;
  int32 implicit = 2 [features.field_presence = IMPLICIT];
  int32 required = 3 [features.field_presence = LEGACY_REQUIRED];
  repeated int32 packed = 4;
  repeated int32 expanded = 5 [features.repeated_field_encoding = EXPANDED];
  Part delimited = 6 [features.message_encoding = DELIMITED];
  repeated Part many = 7 [features.message_encoding = DELIMITED];
  string unchecked = 8 [features.utf8_validation = NONE];
  string checked = 9;
  Shut shut = 10;
  Open open = 11;
}
message Part { int32 x = 1; Part inner = 2 [features.message_encoding = DELIMITED]; }
enum Shut { option features.enum_type = CLOSED; LOCKED = 1; SEALED = 2; }
enum Open { NOTHING = 0; SOMETHING = 1; }
`;

/** The schema that the codec's tests share, as a FileDescriptorSet. */
export const descriptorSet = compileToBytes({ "p3.proto": P3, "p2.proto": P2, "e23.proto": E23 });

/** The schema that the codec's tests share. */
export const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptorSet));

/** A message type of it by full name. */
export function type(name: string) {
  return messageType(registry, name);
}
