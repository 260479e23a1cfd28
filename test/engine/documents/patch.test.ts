import { afterAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../core/engine.ts";

const engine = createEngine();
afterAll(() => engine.close());

const open = async (hex: string) =>
  await engine.inspect({ input: { kind: "bytes", bytes: Buffer.from(hex, "hex") } });
const hexOf = async (documentId: string) =>
  Buffer.from(await engine.readBytes({ documentId, start: 0, end: 100 })).toString("hex");
const patch = (start: number, end: number, hex: string) => ({ start, end, bytes: Buffer.from(hex, "hex") });

describe("patchDocument", () => {
  it("makes the edits again that editDocument made", async () => {
    const { documentId } = await open("12020805");
    const first = await engine.editDocument({
      documentId,
      edit: { kind: "set-value", record: 1, text: "300" },
      repair: true,
    });
    const second = await engine.editDocument({
      documentId: first.document.documentId,
      edit: { kind: "truncate", at: 4 },
      repair: false,
    });
    const steps = [first, second].map(({ patches }) => [...patches]);
    const again = await engine.patchDocument({ documentId, steps });
    expect(await hexOf(again.documentId)).toBe(await hexOf(second.document.documentId));
    expect(await hexOf(again.documentId)).toBe("120308ac");
    expect(await hexOf(documentId)).toBe("12020805");
  });

  it.each([
    [[patch(0, 9, "")], "Bytes 0 to 9 cannot be patched in 4 bytes."],
    [[patch(2, 3, "00"), patch(1, 2, "00")], "Bytes 1 to 2 cannot be patched in 4 bytes."],
    [[patch(3, 2, "00")], "Bytes 3 to 2 cannot be patched in 4 bytes."],
  ])("refuses %j", async (step, message) => {
    const { documentId } = await open("12020805");
    await expect(engine.patchDocument({ documentId, steps: [step] })).rejects.toMatchObject({
      code: "usage",
      message,
    });
  });
});
