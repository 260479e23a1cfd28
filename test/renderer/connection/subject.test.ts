import { describe, expect, it } from "vitest";
import { readSubject } from "../../../renderer/connection/subject.ts";

describe("whom a certificate names", () => {
  it.each([
    ["CN=localhost", { name: "localhost", rest: "" }],
    ["C=DE, O=Example, CN=a.example.test", { name: "a.example.test", rest: "C=DE, O=Example" }],
    ["CN=Issuer, eu-central-1, O=Example", { name: "Issuer, eu-central-1", rest: "O=Example" }],
    ["O=Example, OU=Tests", { name: "O=Example, OU=Tests", rest: "" }],
    ["", { name: "", rest: "" }],
  ])("reads %j", (subject, read) => expect(readSubject(subject)).toEqual(read));
});
