/** Source that is hard to print, by what is hard about it. */
export const samples: Readonly<Record<string, string>> = {
  "groups, extensions and ranges of proto2": `
    syntax = "proto2"; package p;
    message M {
      required int32 a = 1; optional string b = 2 [default = "tab\\t quote\\" back\\\\ \\001 é"];
      // A group.
      repeated group Result = 3 { optional int32 x = 1; optional group Inner = 2 { required bool y = 1; } }
      optional bytes raw = 4 [default = "\\000\\377\\"a'"];
      optional double d = 5 [default = -inf]; optional float f = 6 [default = 1.5e-7]; optional E e = 7 [default = B];
      optional uint64 big = 8 [default = 18446744073709551615]; optional bool on = 9 [default = true];
      oneof choice { string name = 10; group Pair = 11 { optional int32 left = 1; } }
      extensions 100 to 199, 300; extensions 1000 to max [verification = UNVERIFIED];
      reserved 20, 30 to 40; reserved "old", "older";
      extend M { optional M nested = 150; }
    }
    enum E { option allow_alias = true; A = 0; B = 1; C = 1 [deprecated = true]; NEGATIVE = -5; reserved 7, 9 to max, -20 to -10; reserved "X"; }
    extend M { optional int32 one = 101; repeated string two = 102 [deprecated = true]; optional group Big = 103 { optional int32 z = 1; } }
    message Set { option message_set_wire_format = true; extensions 4 to max; }
  `,
  "maps, oneofs and optional of proto3": `
    syntax = "proto3"; package p.q;
    message M {
      map<string, M> by_name = 1; map<int64, E> by_id = 2; optional string maybe = 3; repeated int32 many = 4 [packed = false];
      oneof choice { string text = 5; bytes raw = 6 [json_name = "$raw"]; N n = 7; }
      message N { M.N same = 1; .p.q.M outer = 2; O other = 3; message O {} }
      reserved 100 to max;
    }
    message O {}
    enum E { ZERO = 0; }
    service S {
      option deprecated = true;
      rpc One(M) returns (O); rpc Two(stream M) returns (stream .p.q.O) { option idempotency_level = NO_SIDE_EFFECTS; }
      rpc Three(M.N.O) returns (M) {}
    }
  `,
  "names that hide each other": `
    syntax = "proto3"; package a.b;
    message a { message b { message C {} } b inner = 1; .a.b.C outer = 2; C own = 3; message C {} }
    message C { .a.b.a.b.C far = 1; a.b near = 2; .google.protobuf.Any any = 3; message google {} google mine = 4; }
    import "google/protobuf/any.proto";
  `,
  "names that JavaScript knows": `
    syntax = "proto3"; package constructor;
    message __proto__ { string toString = 1; string hasOwnProperty = 2; __proto__ __proto__ = 3; map<string, prototype> constructor = 4; message prototype {} }
    enum enumerable { valueOf = 0; } service toString { rpc constructor(__proto__) returns (__proto__); }
  `,
  "custom options of every type": `
    syntax = "proto2"; package o; import "google/protobuf/descriptor.proto";
    message Deep { optional int32 i = 1; repeated string s = 2; optional Deep deep = 3; map<string, Deep> m = 4; extensions 100 to 200;
      repeated E e = 5; optional bytes raw = 6; optional group G = 7 { optional int32 g = 1; } }
    enum E { ZERO = 0; ONE = 1; }
    extend Deep { optional string ext = 100; optional Deep ext_deep = 101; }
    extend google.protobuf.FileOptions { optional string file_text = 50000; repeated int32 file_many = 50001; }
    extend google.protobuf.MessageOptions { optional Deep deep = 50000; optional double d = 50001; optional float f = 50002; }
    extend google.protobuf.FieldOptions { optional sint64 s = 50000; optional fixed32 x = 50001; optional uint64 u = 50002; optional bytes b = 50003; repeated Deep many = 50004; }
    extend google.protobuf.OneofOptions { optional E e = 50000; } extend google.protobuf.EnumOptions { optional bool on = 50000; }
    extend google.protobuf.EnumValueOptions { optional string label = 50000; } extend google.protobuf.ExtensionRangeOptions { optional string why = 50000; }
    extend google.protobuf.ServiceOptions { optional sfixed64 n = 50000; } extend google.protobuf.MethodOptions { optional Deep rule = 50000; }
    option (file_text) = "multi\\nline"; option (file_many) = 1; option (file_many) = -2; option java_package = "x";
    message M {
      option (deep) = { i: 1 s: ["a", "b"] deep { i: -2 deep {} } m { key: "k" value { i: 3 } } [o.ext]: "x" [o.ext_deep] { i: 9 } e: [ZERO, ONE] raw: "\\000\\377" G { g: 1 } };
      option (d) = -inf; option (f) = 0.1;
      optional int32 a = 1 [(s) = -9223372036854775808, (x) = 4294967295, (u) = 18446744073709551615, (b) = "\\001\\"", (many) = { i: 1 }, (many) = { i: 2 }, deprecated = true];
      oneof c { option (e) = ONE; string t = 2; }
      extensions 10 to 20 [(why) = "because", declaration = { number: 10 full_name: ".o.x" type: ".o.M" }, verification = DECLARATION];
    }
    enum N { option (on) = true; NZERO = 0 [(label) = "zero", deprecated = true]; }
    service S { option (n) = -1; rpc R(M) returns (M) { option (rule).i = 5; option (rule).deep.i = 6; option (rule).deep.s = "x"; } }
  `,
  "edition 2023 with features": `
    edition = "2023"; package e; import "google/protobuf/cpp_features.proto";
    option features.field_presence = IMPLICIT; option features.(pb.cpp).string_type = VIEW;
    message M {
      int32 implicit = 1; int32 explicit = 2 [features.field_presence = EXPLICIT]; int32 needed = 3 [features.field_presence = LEGACY_REQUIRED];
      M group_like = 4 [features.message_encoding = DELIMITED]; repeated int32 loose = 5 [features.repeated_field_encoding = EXPANDED];
      reserved old, older; string text = 6 [features.(pb.cpp).string_type = CORD];
    }
    enum Closed { option features.enum_type = CLOSED; ONE = 1; }
  `,
  "edition 2024": `
    edition = "2024"; package e;
    export message Open { local message Hidden { string a = 1; } Hidden hidden = 1; }
    local enum Inner { INNER_UNSPECIFIED = 0; }
  `,
  "comments in every place": `
    // Detached, at the top.

    // On syntax.
    syntax = "proto3"; // Behind syntax.

    // On package.
    package c;

    // Detached before M.

    // Detached again.

    /* A block
     * comment on M. */
    message M { // Behind the brace.

      // Detached in M.

      // On a.
      string a = 1; // Behind a.
      // On b.
      string b = 2;
      // Behind b,
      // in two lines.

      // On choice.
      oneof choice {
        // Behind choice.

        // On x.
        int32 x = 3; // Behind x.
        int32 y = 4;
      }
      //No space.
      E e = 5;
    }
    // On E.
    enum E {
      // On ZERO.
      ZERO = 0; // Behind ZERO.
    }
    // On S.
    service S {
      // On R.
      rpc R(M) returns (M); // Behind R.
      // On Q.
      rpc Q(M) returns (M) {
        // Behind Q.

        option deprecated = true;
      }
    }
  `,
  "public and weak imports, no package": `
    syntax = "proto2"; import public "google/protobuf/any.proto"; import "google/protobuf/empty.proto";
    message M { optional google.protobuf.Any a = 1; optional google.protobuf.Empty e = 2; }
  `,
};
