import { sameBytes } from "../../wire/same-bytes.ts";
import { joinName } from "../full-name.ts";
import { lenPayloads } from "../raw/fields.ts";
import { readFileExtensions } from "../raw/file-extensions.ts";
import { readFileHeader } from "../raw/file-header.ts";
import type { FileSymbols } from "../raw/file-symbols.ts";
import { readFileSymbols } from "../raw/file-symbols.ts";
import { listIn, pushTo } from "../raw/push-to.ts";
import { FILE, NAME } from "../raw/tags.ts";

interface Collected {
  readonly bytes: Uint8Array;
  readonly package: string;
  symbols?: FileSymbols;
}

/** Files a server delivered, in order of arrival, and what they still need. Identical copies are kept once. */
export class CollectedFiles {
  readonly files: Uint8Array[] = [];
  private readonly byName = new Map<string, Collected[]>();
  private readonly importers = new Map<string, Collected[]>();
  private readonly declaredNames = new Set<string>();
  private readonly serviceNames = new Set<string>();
  private scannedFileCount = 0;
  private length = 0;

  /** Bytes of all files together. */
  get byteLength(): number {
    return this.length;
  }

  /** Adds what is new among `files`. */
  add(files: readonly Uint8Array[]): void {
    for (const bytes of files) {
      const header = readFileHeader(bytes);
      const copies = listIn(this.byName, header.name);
      if (copies.some((copy) => sameBytes(copy.bytes, bytes))) continue;
      const file: Collected = { bytes, package: header.package };
      copies.push(file);
      this.files.push(bytes);
      this.length += bytes.length;
      for (const service of lenPayloads(bytes, FILE.service)) {
        const [name = new Uint8Array(0)] = lenPayloads(service, NAME);
        this.serviceNames.add(joinName(header.package, Buffer.from(name).toString()));
      }
      for (const dependency of header.dependencies) pushTo(this.importers, dependency, file);
    }
  }

  has(fileName: string): boolean {
    return this.byName.has(fileName);
  }

  /** True when a file declares the service of this full name. */
  hasService(fullName: string): boolean {
    return this.serviceNames.has(fullName);
  }

  /** Imported file names that have not arrived, and that `skip` does not vouch for. */
  missingImports(skip: (fileName: string) => boolean): readonly string[] {
    return [...this.importers.keys()].filter((name) => !this.byName.has(name) && !skip(name));
  }

  /** Fully qualified names that the importers of `fileName` use and that no file declares. */
  unresolvedNames(fileName: string): readonly string[] {
    this.scanDeclared();
    const unresolved = new Set<string>();
    for (const importer of this.importers.get(fileName) ?? []) {
      for (const name of symbolsOf(importer).referenced) {
        if (!name.startsWith(".") || name.startsWith(".google.protobuf.")) continue;
        if (!this.declaredNames.has(name.slice(1))) unresolved.add(name.slice(1));
      }
    }
    return [...unresolved];
  }

  /** What all files say of extensions, those of descriptor.proto's options left out: they say nothing of messages. */
  extensions(): { readonly extendable: readonly string[]; readonly declared: ReadonlySet<string> } {
    const all = [...this.byName.values()].flat().map((file) => readFileExtensions(file.bytes, file.package));
    const extendable = new Set(all.flatMap((file) => file.extendable));
    return {
      extendable: [...extendable].filter((name) => !name.startsWith("google.protobuf.")),
      declared: new Set(all.flatMap((file) => file.declared)),
    };
  }

  private scanDeclared(): void {
    if (this.scannedFileCount === this.files.length) return;
    this.scannedFileCount = this.files.length;
    for (const file of [...this.byName.values()].flat()) {
      if (file.symbols !== undefined) continue;
      for (const name of symbolsOf(file).declared) this.declaredNames.add(name);
    }
  }
}

function symbolsOf(file: Collected): FileSymbols {
  file.symbols ??= readFileSymbols(file.bytes, file.package);
  return file.symbols;
}
