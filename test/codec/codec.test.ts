import { describe, expect, it } from "vitest";
import { encodeJson, renderJson } from "../../core/codec/index.ts";
import { fromHex, toHex } from "./compile.ts";
import { registry, type } from "./schemas.ts";

/** Type, JSON, hex of its bytes, and the JSON that the bytes are written as where that is not the same. */
type Row = [name: string, json: string, hex: string, written?: string];

const NUMBERS: readonly Row[] = [
  ["t.Scalars", '{"d":1.5}', "09 000000000000f83f"],
  ["t.Scalars", '{"d":1e3}', "09 0000000000408f40", '{"d":1000}'],
  ["t.Scalars", '{"d":-0}', "09 0000000000000080"],
  ["t.Scalars", '{"d":-0.0}', "09 0000000000000080", '{"d":-0}'],
  ["t.Scalars", '{"d":0}', "", "{}"],
  ["t.Scalars", '{"d":"0.25"}', "09 000000000000d03f", '{"d":0.25}'],
  ["t.Scalars", '{"d":"NaN"}', "09 000000000000f87f"],
  ["t.Scalars", '{"d":"-Infinity"}', "09 000000000000f0ff"],
  ["t.Scalars", '{"d":5e-324}', "09 0100000000000000"],
  ["t.Scalars", '{"d":1.7976931348623157e+308}', "09 ffffffffffffef7f"],
  ["t.Scalars", '{"d":123456789012345680000}', "09 dabc047e3ac51a44"],
  ["t.Scalars", '{"f":0.1}', "15 cdcccc3d"],
  ["t.Scalars", '{"f":3.4028235e+38}', "15 ffff7f7f"],
  ["t.Scalars", '{"f":16777216}', "15 0000804b"],
  ["t.Scalars", '{"f":1e-45}', "15 01000000"],
  ["t.Scalars", '{"f":-0}', "15 00000080"],
  ["t.Scalars", '{"f":"Infinity"}', "15 0000807f"],
  ["t.Scalars", '{"i64":9007199254740993}', "18 8180808080808010", '{"i64":"9007199254740993"}'],
  ["t.Scalars", '{"i64":"-9223372036854775808"}', "18 80808080808080808001"],
  ["t.Scalars", '{"i64":"9223372036854775807"}', "18 ffffffffffffffff7f"],
  ["t.Scalars", '{"i64":"1000000000000000000"}', "18 808090bbbad6adf00d"],
  ["t.Scalars", '{"i64":-1}', "18 ffffffffffffffffff01", '{"i64":"-1"}'],
  ["t.Scalars", '{"i64":12.0e1}', "18 78", '{"i64":"120"}'],
  ["t.Scalars", '{"i64":-0}', "", "{}"],
  ["t.Scalars", '{"u64":18446744073709551615}', "20 ffffffffffffffffff01", '{"u64":"18446744073709551615"}'],
  ["t.Scalars", '{"u64":"9999999999"}', "20 ffc7afa025"],
  ["t.Scalars", '{"i32":-2147483648}', "28 80808080f8ffffffff01"],
  ["t.Scalars", '{"i32":"7"}', "28 07", '{"i32":7}'],
  ["t.Scalars", '{"i32":1e2}', "28 64", '{"i32":100}'],
  ["t.Scalars", '{"i32":2147483647.0}', "28 ffffffff07", '{"i32":2147483647}'],
  ["t.Scalars", '{"f64":"18446744073709551615"}', "31 ffffffffffffffff"],
  ["t.Scalars", '{"f32":4294967295}', "3d ffffffff"],
  ["t.Scalars", '{"u32":4294967295}', "68 ffffffff0f"],
  ["t.Scalars", '{"sf32":-1}', "7d ffffffff"],
  ["t.Scalars", '{"sf64":"-2"}', "8101 feffffffffffffff"],
  ["t.Scalars", '{"s32":-2147483648}', "8801 ffffffff0f"],
  ["t.Scalars", '{"s32":2147483647}', "8801 feffffff0f"],
  ["t.Scalars", '{"s64":"-9223372036854775808"}', "9001 ffffffffffffffffff01"],
  ["t.Scalars", '{"s64":"4294967296"}', "9001 8080808020"],
  ["t.Scalars", '{"b":true}', "40 01"],
  ["t.Scalars", '{"b":false}', "", "{}"],
];

const TEXTS: readonly Row[] = [
  ["t.Scalars", '{"s":"grün"}', "4a 05 6772c3bc6e"],
  ["t.Scalars", '{"s":"\\u0041\\ud83d\\ude00"}', "4a 05 41f09f9880", '{"s":"A😀"}'],
  ["t.Scalars", '{"s":"😀"}', "4a 04 f09f9880"],
  [
    "t.Scalars",
    '{"s":"\\"\\\\\\/\\b\\f\\n\\r\\t"}',
    "4a 08 225c2f080c0a0d09",
    '{"s":"\\"\\\\/\\b\\f\\n\\r\\t"}',
  ],
  ["t.Scalars", '{"s":"\\u0000\\u001f"}', "4a 02 001f"],
  ["t.Scalars", '{"s":""}', "", "{}"],
  ["t.Scalars", '{"raw":"AQI="}', "62 02 0102"],
  ["t.Scalars", '{"raw":"AQI"}', "62 02 0102", '{"raw":"AQI="}'],
  ["t.Scalars", '{"raw":"-_8"}', "62 02 fbff", '{"raw":"+/8="}'],
  ["t.Scalars", '{"raw":"+\\/8="}', "62 02 fbff", '{"raw":"+/8="}'],
  ["t.Scalars", '{"raw":""}', "", "{}"],
  ["t.Scalars", '{"color":"RED"}', "70 01"],
  ["t.Scalars", '{"color":2}', "70 02", '{"color":"BLUE"}'],
  ["t.Scalars", '{"color":99}', "70 63"],
  ["t.Scalars", '{"color":-1}', "70 ffffffffffffffffff01", '{"color":"NEGATIVE"}'],
  ["t.Scalars", '{"alias":"UNO"}', "9801 01", '{"alias":"ONE"}'],
  ["t.Scalars", ' { "b" : true , "s" : "x" } ', "4001 4a0178", '{"b":true,"s":"x"}'],
  ["t.Scalars", '{"s":null,"i32":null}', "", "{}"],
  ["t.Names", '{"snakeCaseName":1}', "08 01"],
  ["t.Names", '{"snake_case_name":1}', "08 01", '{"snakeCaseName":1}'],
  ["t.Names", '{"other-name":1,"a\\"b":2,"grün":3}', "1001 1802 2003"],
  ["t.Names", '{"renamed":1,"\\u0067rün":3}', "1001 2003", '{"other-name":1,"grün":3}'],
  ["t.Names", '{"$ref":1,"2fa":2,"constructor":3,"toString":4,"__proto__":5}', "2801 3002 3803 4004 4805"],
  ["t.Names", '{"Lead":1}', "50 01"],
  ["t.Wide", '{"near":2,"far":1}', "0802 f8ffffff0f01"],
];

const SHAPES: readonly Row[] = [
  [
    "t.Optional",
    '{"i32":0,"s":"","b":false,"d":0,"color":"NONE","raw":""}',
    "0800 1200 1800 210000000000000000 2800 3200",
  ],
  ["t.Lists", '{"i32":[1,-1,300]}', "0a 0d 01 ffffffffffffffffff01 ac02"],
  ["t.Lists", '{"i32":[]}', "", "{}"],
  ["t.Lists", '{"i32":null}', "", "{}"],
  ["t.Lists", '{"s":["a","","b"]}', "120161 1200 120162"],
  ["t.Lists", '{"node":[{},{"name":"x"}]}', "2200 22030a0178"],
  ["t.Lists", '{"b":[true,false]}', "2a020100"],
  ["t.Lists", '{"loose":[1,2]}', "3001 3002"],
  ["t.Lists", '{"color":["RED",7]}', "3a020107"],
  ["t.Lists", '{"s64":["-1","1"]}', "4a020102"],
  ["t.Lists", '{"d":[0.5,"NaN"]}', "1a10 000000000000e03f 000000000000f87f"],
  ["t.Node", '{"child":{"child":{}}}', "12021200"],
  ["t.Maps", '{"s":{"a":1,"":0}}', "0a050a01611001 0a040a001000"],
  [
    "t.Maps",
    '{"s":{"__proto__":1,"constructor":2}}',
    "0a0d0a095f5f70726f746f5f5f1001 0a0f0a0b636f6e7374727563746f721002",
  ],
  ["t.Maps", '{"i32":{"-1":"x"}}', "120e08ffffffffffffffffff01120178"],
  ["t.Maps", '{"i64":{"9007199254740993":"x"}}', "1a0c0881808080808080 10120178"],
  ["t.Maps", '{"u32":{"4294967295":"x"}}', "220908ffffffff0f120178"],
  ["t.Maps", '{"u64":{"18446744073709551615":"x"}}', "2a0e08ffffffffffffffffff01120178"],
  ["t.Maps", '{"s32":{"-2":"x"}}', "32050803120178"],
  ["t.Maps", '{"s64":{"-2":"x"}}', "3a050803120178"],
  ["t.Maps", '{"f32":{"1":"x"}}', "42080d01000000120178"],
  ["t.Maps", '{"f64":{"1":"x"}}', "4a0c090100000000000000120178"],
  ["t.Maps", '{"sf32":{"-1":"x"}}', "52080dffffffff120178"],
  ["t.Maps", '{"sf64":{"-1":"x"}}', "5a0c09ffffffffffffffff120178"],
  ["t.Maps", '{"b":{"true":"x","false":"y"}}', "62050801120178 62050800120179"],
  ["t.Maps", '{"node":{"k":{"rank":1}}}', "6a070a016b12022001"],
  ["t.Maps", '{"color":{"k":"NONE"}}', "72050a016b1000"],
  ["t.Maps", '{"raw":{"k":""}}', "7a050a016b1200"],
  ["t.Choice", '{"number":0}', "0800"],
  ["t.Choice", '{"text":"","yes":false}', "1200 3000"],
  ["t.Choice", '{"number":null,"text":"a"}', "120161", '{"text":"a"}'],
  ["t.Choice", '{"nothing":null}', "2000"],
  ["t.OneofClash", '{"b":"x","fooBar":1}', "120178 1801"],
  ["t2.Basic", '{"list":[1,2],"packed":[1,2]}', "1801 1802 22020102"],
  ["t2.Basic", '{"i32":0,"s":""}', "0800 1200"],
  ["t2.Basic", '{"closed":"MAYBE"}', "2805"],
  ["t2.Basic", '{"[t2.extra]":-1,"[t2.tags]":["a","b"]}', "a006ffffffffffffffffff01 aa060161 aa060162"],
  ["t2.Basic", '{"[t2.nested]":{"[t2.Scope.inner]":"x"},"[t2.numbers]":[1,2]}', "b20604f2060178 c206020102"],
  [
    "t2.Grouped",
    '{"item":{"x":1,"deep":{"y":"z"}},"many":[{"z":1},{}]}',
    "0b 1001 1b 22017a 1c 0c 2b 3001 2c 2b 2c",
  ],
  ["t2.Strict", '{"id":0,"name":""}', "0800 1200"],
  ["t23.Edition", '{"required":0,"explicit":0,"implicit":0}', "1800 0800", '{"explicit":0,"required":0}'],
  ["t23.Edition", '{"required":1,"packed":[1,2],"expanded":[1,2]}', "1801 22020102 2801 2802"],
  ["t23.Edition", '{"required":1,"delimited":{"x":1,"inner":{}},"many":[{}]}', "1801 33 0801 13 14 34 3b 3c"],
];

const KNOWN: readonly Row[] = [
  ["t.Known", '{"any":{}}', "0a00"],
  ["t.Known", '{"any":{"@type":"x/t.Node"}}', "0a0a 0a08782f742e4e6f6465"],
  ["t.Known", '{"any":{"@type":"x/t.Node","name":"a"}}', "0a0f 0a08782f742e4e6f6465 12030a0161"],
  [
    "t.Known",
    '{"any":{"name":"a","@type":"x/t.Node"}}',
    "0a0f 0a08782f742e4e6f6465 12030a0161",
    '{"any":{"@type":"x/t.Node","name":"a"}}',
  ],
  [
    "t.Known",
    '{"any":{"@type":"x/google.protobuf.Any","value":{"@type":"x/google.protobuf.Int32Value","value":5}}}',
    "0a3b 0a15782f676f6f676c652e70726f746f6275662e416e79 1222 0a1c782f676f6f676c652e70726f746f6275662e496e74333256616c7565 12000805".replace(
      "12000805",
      "12020805",
    ),
  ],
  [
    "t.Known",
    '{"any":{"@type":"x/google.protobuf.Empty","value":{}}}',
    "0a19 0a17782f676f6f676c652e70726f746f6275662e456d707479",
    '{"any":{"@type":"x/google.protobuf.Empty"}}',
  ],
  ["t.Known", '{"time":"1970-01-01T00:00:00Z"}', "1200"],
  ["t.Known", '{"time":"1969-12-31T23:59:59.999999999Z"}', "1211 08ffffffffffffffffff01 10ff93ebdc03"],
  ["t.Known", '{"time":"2024-02-29T23:30:00+00:30"}', "1206 08f09884af06", '{"time":"2024-02-29T23:00:00Z"}'],
  ["t.Known", '{"time":"0001-01-01T00:00:00Z"}', "120b 088092b8c398feffffff01"],
  [
    "t.Known",
    '{"time":"9999-12-31T23:59:59.5Z"}',
    "120d 08ff82d1ffaf07 1080cab5ee01",
    '{"time":"9999-12-31T23:59:59.500Z"}',
  ],
  ["t.Known", '{"span":"1.5s"}', "1a08 0801 1080cab5ee01", '{"span":"1.500s"}'],
  ["t.Known", '{"span":"-0.000000001s"}', "1a0b 10ffffffffffffffffff01"],
  ["t.Known", '{"span":"0s"}', "1a00"],
  ["t.Known", '{"mask":"fooBar.baz,q"}', "2210 0a0b666f6f5f6261722e62617a 0a0171"],
  ["t.Known", '{"mask":""}', "2200"],
  ["t.Known", '{"struct":{}}', "2a00"],
  ["t.Known", '{"struct":{"a":null}}', "2a09 0a07 0a0161 12020800"],
  ["t.Known", '{"value":null}', "3202 0800"],
  ["t.Known", '{"value":true}', "3202 2001"],
  ["t.Known", '{"value":"x"}', "3203 1a0178"],
  ["t.Known", '{"value":0}', "3209 110000000000000000"],
  ["t.Known", '{"value":[]}', "3202 3200"],
  ["t.Known", '{"value":{"a":[{}]}}', "320f 2a0d 0a0b 0a0161 1206 3204 0a02 2a00"],
  ["t.Known", '{"list":[null,false]}', "3a08 0a020800 0a022000"],
  ["t.Known", '{"empty":{}}', "4200"],
  ["t.Known", '{"nothing":null}', "", "{}"],
  ["t.Known", '{"nothing":"NULL_VALUE"}', "", "{}"],
  ["t.Known", '{"int64Value":"5"}', "6a02 0805"],
  ["t.Known", '{"int64Value":0}', "6a00", '{"int64Value":"0"}'],
  ["t.Known", '{"doubleValue":"NaN","boolValue":true}', "5a09 09000000000000f87f 8a0102 0801"],
  ["t.Known", '{"stringValue":"","bytesValue":"AA=="}', "920100 9a0103 0a0100"],
  ["t.Known", '{"int32Value":null}', "", "{}"],
  ["t.Known", '{"values":[null,1],"wrapped":[0,7]}', "aa010208 00aa010911000000000000f03f ba0100 ba01020807"],
];

const TABLES: readonly (readonly [title: string, rows: readonly Row[]])[] = [
  ["numbers", NUMBERS],
  ["texts, enums and names", TEXTS],
  ["presence, lists, maps, oneofs, groups, extensions, editions", SHAPES],
  ["well-known types", KNOWN],
];

describe.each(TABLES)("%s", (_title, rows) => {
  it.each(rows)("%s %s", (...row: Row) => {
    const [name, json, hex, written = json] = row;
    const encoded = encodeJson(type(name), json, { registry });
    expect(encoded.ok ? toHex(encoded.value.bytes) : encoded.findings).toBe(hex.replace(/ /g, ""));
    const rendered = renderJson(type(name), fromHex(hex), { registry, indent: 0 });
    expect(rendered).toMatchObject({ text: written, findings: [] });
  });
});

describe("the length of the JSON", () => {
  it.each(['{"s":"grün 😀","i32":5}', '{"time":"2024-02-29T12:00:00Z","list":[1,[2]]}'])(
    "counts UTF-8 bytes without whitespace: %s",
    (json) => {
      const name = json.includes("time") ? "t.Known" : "t.Scalars";
      const pretty = JSON.stringify(JSON.parse(json), undefined, 3);
      const encoded = encodeJson(type(name), pretty, { registry });
      const compactByteLength = new TextEncoder().encode(json).length;
      expect(encoded).toMatchObject({ ok: true, value: { compactByteLength } });
      const bytes = encoded.ok ? encoded.value.bytes : new Uint8Array();
      expect(renderJson(type(name), bytes, { registry })).toMatchObject({ compactByteLength });
      expect(renderJson(type(name), bytes, { registry, indent: 0 })).toMatchObject({ compactByteLength });
    },
  );
});

describe("indentation", () => {
  const bytes = fromHex("0a020102 2200 22030a0178");
  it("is two spaces unless told", () => {
    expect(renderJson(type("t.Lists"), bytes, { registry }).text).toBe(
      '{\n  "i32": [\n    1,\n    2\n  ],\n  "node": [\n    {},\n    {\n      "name": "x"\n    }\n  ]\n}',
    );
  });
  it("is what JSON.stringify makes of it", () => {
    const { text } = renderJson(type("t.Lists"), bytes, { registry, indent: 4 });
    expect(text).toBe(JSON.stringify(JSON.parse(text), undefined, 4));
  });
});
