/** The options of grpcurl, as far as they matter to a request. */
import type { FlagTable } from "../shell/read-flags.ts";

/** Every option with whether it takes a value. */
export const grpcurlOptions: FlagTable = {
  plaintext: "flag",
  insecure: "flag",
  cacert: "value",
  cert: "value",
  key: "value",
  servername: "value",
  authority: "value",
  H: "value",
  "rpc-header": "value",
  "reflect-header": "value",
  "expand-headers": "flag",
  d: "value",
  format: "value",
  "allow-unknown-fields": "flag",
  "emit-defaults": "flag",
  "format-error": "flag",
  "import-path": "value",
  proto: "value",
  protoset: "value",
  "use-reflection": "flag",
  unix: "flag",
  "user-agent": "value",
  "connect-timeout": "value",
  "keepalive-time": "value",
  "max-time": "value",
  "max-msg-sz": "value",
  v: "flag",
  vv: "flag",
  "msg-template": "flag",
  "protoset-out": "value",
  "proto-out-dir": "value",
  alts: "flag",
};

/** Why an option has no place in a request. What is only about grpcurl's own output is not told. */
export const grpcurlLeftOut: Readonly<Record<string, string>> = {
  "expand-headers": "headers are taken as they are; write a variable as {{name}}",
  "allow-unknown-fields": "unknown fields are refused with their place; allow them when you send",
  "user-agent": "the user agent is a setting of the connection",
  "connect-timeout": "the time to connect is a setting of the connection",
  "keepalive-time": "keepalive is a setting of the connection",
  "max-msg-sz": "the size limit is a setting of the connection",
  alts: "ALTS is not supported",
};
