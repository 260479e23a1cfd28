import { writeFileSync } from "node:fs";
import path from "node:path";
import { rootCertificates } from "node:tls";
import { afterEach, describe, expect, it, vi } from "vitest";
import { makeTestCertificates } from "./support/certificates.ts";

/** What the module reads is read once, so each case loads it anew. */
async function rootsWith(file: string): Promise<readonly string[] | undefined> {
  vi.stubEnv("SSL_CERT_FILE", file);
  vi.resetModules();
  const { systemRoots } = await import("../../core/channels/system-roots.ts");
  return systemRoots();
}

afterEach(() => vi.unstubAllEnvs());

describe("systemRoots", () => {
  it("adds what the system's file has beyond Node's own list", async () => {
    const { ca, directory } = await makeTestCertificates();
    const file = path.join(directory, "bundle.pem");
    writeFileSync(file, `# a comment\n${ca}\n${rootCertificates[0]?.replace(/\n/g, "\r\n")}\n`);
    const roots = await rootsWith(file);
    expect(roots?.length).toBe(rootCertificates.length + 1);
    expect(roots?.at(-1)?.trim()).toBe(ca.trim());
  });

  it.each(["/no/such/file.pem", "/dev/null"])("leaves Node's own list when %s has nothing", async (file) => {
    expect(await rootsWith(file)).toBeUndefined();
  });
});
