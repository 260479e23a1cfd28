import type { ChannelStatus } from "../../channels/channel.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import { didYouMean } from "../nearest-names.ts";
import { isBundledFile } from "../pool/bundled.ts";
import { CollectedFiles } from "./collected-files.ts";
import { fetchExtensions } from "./extensions.ts";
import type { ReflectionRequest } from "./messages.ts";
import type { Attempt, ReflectOptions } from "./reflect.ts";
import { importFailed, symbolFailed, tooMuch } from "./reflection-findings.ts";
import type { Outcome, ReflectionSession } from "./session.ts";
import { endsReflection, refusalText, statusText } from "./status.ts";
import { symbolWaves } from "./symbol-waves.ts";

const defaultMaxFileCount = 20_000;
const defaultMaxByteLength = 256 * 1024 * 1024;

const tooLarge: ChannelStatus = { code: 8, message: "the files are larger together than Byteglass accepts" };

/** Some servers leave questions about extensions unanswered: ms that are given to all of them. */
const maxExtensionTime = 5_000;

const unanswered: ChannelStatus = {
  code: 4,
  message: "questions about extensions were not answered in time",
};

/** Names asked for when a file is not known under the path it is imported by. */
const maxNamesPerMissingFile = 64;

/** Missing files that are looked for in this way. */
const maxMissingFiles = 200;

/** Waves of imports: deeper chains than this are not an API but a server that makes files up. */
const maxWaves = 200;

/** Lists (or takes the symbols asked for), then fetches symbol by symbol, then import by import. */
export async function collectDescriptors(
  session: ReflectionSession,
  options: ReflectOptions,
  version: "v1" | "v1alpha",
): Promise<Attempt> {
  const collector = new Collector(session, options);
  if (options.choose !== undefined) return await collectChosen(collector, options.choose, version);
  const symbols = options.symbols?.map((symbol) => symbol.replace(/^\./, "").replace(/\/.*$/, ""));
  const listed = symbols === undefined ? await collector.list() : [];
  if (!Array.isArray(listed)) return { kind: "refused", status: listed };
  const refused = await collector.fetchSymbols(symbols ?? listed);
  if (refused !== undefined) return { kind: "refused", status: refused };
  const services =
    symbols !== undefined && collector.files.files.length === 0 ? await collector.suggest() : listed;
  if (options.imports !== false) await collector.complete();
  const { files, findings } = collector;
  return {
    kind: "reflected",
    reflected: { origin: `reflection ${version}`, version, services, files: files.files, findings },
  };
}

/** What `choose` picks, as far as it is there. */
async function collectChosen(
  collector: Collector,
  choose: NonNullable<ReflectOptions["choose"]>,
  version: "v1" | "v1alpha",
): Promise<Attempt> {
  const services = await collector.list();
  if (!Array.isArray(services)) return { kind: "refused", status: services };
  const { symbols, fileNames } = choose(services);
  await collector.fetchSymbols(symbols);
  await collector.fetchFiles(fileNames);
  await collector.complete();
  const { files } = collector.files;
  const origin = `reflection ${version}`;
  return { kind: "reflected", reflected: { origin, version, services, files, findings: [] } };
}

class Collector {
  readonly files = new CollectedFiles();
  readonly findings: Finding[] = [];
  private readonly session: ReflectionSession;
  private readonly options: ReflectOptions;
  private readonly maxFileCount: number;
  private readonly maxByteLength: number;
  private readonly given = new Set<string>();
  private searchedFileCount = 0;
  private done = 0;
  private total = 0;

  constructor(session: ReflectionSession, options: ReflectOptions) {
    this.session = session;
    this.options = options;
    this.maxFileCount = options.maxFileCount ?? defaultMaxFileCount;
    this.maxByteLength = options.maxByteLength ?? defaultMaxByteLength;
  }

  /** The services' names, or the status of a server that does not answer this version. */
  async list(): Promise<string[] | ChannelStatus> {
    const outcome = await this.session.ask({ kind: "list-services" });
    if (outcome.kind === "not-asked") return [];
    if (outcome.kind === "ended") return outcome.status;
    const { response } = outcome;
    switch (response.kind) {
      case "services":
        return [...response.names];
      case "error":
        return { code: response.code, message: response.message };
      case "files":
      case "extension-numbers":
        return { code: 13, message: `the server answered the list of services with ${response.kind}` };
      case "malformed":
        return { code: 13, message: `the list of services cannot be read: ${response.reason}` };
    }
  }

  /** When nothing that was asked for is there: what there is, with the nearest names as hints of the findings. */
  async suggest(): Promise<readonly string[]> {
    const services = await this.list();
    if (!Array.isArray(services)) return [];
    for (const [index, finding] of this.findings.entries()) {
      const hint = didYouMean(finding.path ?? "", services);
      if (hint !== "") this.findings[index] = { ...finding, hint };
    }
    return services;
  }

  /** Returns a status only when the server answered nothing at all. */
  async fetchSymbols(symbols: readonly string[]): Promise<ChannelStatus | undefined> {
    let refused: ChannelStatus | undefined;
    let isAnswered = false;
    const reasons = new Map<string, string>();
    for (const wave of symbolWaves(symbols)) {
      await this.askAll(
        wave.map((symbol) => ({ kind: "file-containing-symbol", symbol })),
        (index) => this.files.hasService(wave[index] ?? ""),
        (index, outcome) => {
          if (outcome.kind === "ended") refused ??= outcome.status;
          else isAnswered = true;
          const reason = this.take(outcome);
          if (reason !== undefined) reasons.set(wave[index] ?? "", reason);
        },
      );
    }
    if (!isAnswered && this.options.symbols !== undefined && refused !== undefined) return refused;
    for (const symbol of symbols) {
      const reason = this.files.hasService(symbol) ? undefined : reasons.get(symbol);
      if (reason !== undefined) this.findings.push(symbolFailed(symbol, reason));
    }
    return undefined;
  }

  /** Fetches what the files import, then the extensions of their messages, then what those import. */
  async complete(): Promise<void> {
    await this.fetchImports();
    const before = this.files.files.length;
    const impatience = setTimeout(() => this.session.stop(unanswered), maxExtensionTime);
    await fetchExtensions(
      this.files,
      (requests, isMoot, onOutcome) => this.askAll(requests, isMoot, onOutcome),
      (outcome) => this.take(outcome),
    );
    clearTimeout(impatience);
    if (this.files.files.length > before) await this.fetchImports();
  }

  /** Imports of imports, wave by wave, until nothing is missing that the server has. */
  async fetchImports(): Promise<void> {
    for (let wave = 0; wave < maxWaves; wave += 1) {
      const missing = this.files.missingImports((name) => isBundledFile(name) || this.given.has(name));
      if (missing.length === 0) return;
      if (!this.roomFor(missing.length)) return;
      for (const name of missing) this.given.add(name);
      const failed = new Map<string, string>();
      await this.askAll(
        missing.map((fileName) => ({ kind: "file-by-filename", fileName })),
        (index) => this.files.has(missing[index] ?? ""),
        (index, outcome) => {
          const reason = this.take(outcome);
          if (reason !== undefined) failed.set(missing[index] ?? "", reason);
        },
      );
      for (const name of failed.keys()) if (this.files.has(name)) failed.delete(name);
      for (const [name, reason] of failed) await this.fetchByContent(name, reason);
      if (this.searchedFileCount > maxMissingFiles) break;
    }
    this.findings.push(tooMuch("its files import more than the server delivers, without an end in sight"));
  }

  /** Files of these names, as far as the server has them. */
  async fetchFiles(fileNames: readonly string[]): Promise<void> {
    await this.askAll(
      fileNames.map((fileName) => ({ kind: "file-by-filename", fileName })),
      (index) => this.files.has(fileNames[index] ?? ""),
      (_, outcome) => void this.take(outcome),
    );
  }

  /** Looks for a missing file by the names its importers use: it may have been compiled under another path. */
  private async fetchByContent(fileName: string, reason: string): Promise<void> {
    this.searchedFileCount += 1;
    for (const symbol of this.files.unresolvedNames(fileName).slice(0, maxNamesPerMissingFile)) {
      if (!this.files.unresolvedNames(fileName).includes(symbol)) continue;
      const outcome = await this.session.ask({ kind: "file-containing-symbol", symbol });
      this.take(outcome);
      if (outcome.kind === "ended" && endsReflection(outcome.status)) break;
    }
    if (this.files.unresolvedNames(fileName).length > 0) this.findings.push(importFailed(fileName, reason));
  }

  /** Asks everything at once; each outcome is taken as it comes, so that repeated files do not pile up. */
  private async askAll(
    requests: readonly ReflectionRequest[],
    isMoot: (index: number) => boolean,
    onOutcome: (index: number, outcome: Outcome) => void,
  ): Promise<void> {
    this.total += requests.length;
    await Promise.all(
      requests.map(async (request, index) => {
        const outcome = await this.session.ask(request, () => isMoot(index));
        onOutcome(index, outcome);
        this.done += 1;
        this.options.onProgress?.(this.done, this.total);
      }),
    );
  }

  /** Keeps the files of an answer; otherwise says why there are none. */
  private take(outcome: Outcome): string | undefined {
    if (outcome.kind === "ended") {
      if (this.options.signal?.aborted === true) {
        throw new ByteglassError("cancelled", "Reflection was cancelled.", {
          hint: "Start it again when you like.",
        });
      }
      return statusText(outcome.status);
    }
    if (outcome.kind === "not-asked") return undefined;
    const { response } = outcome;
    switch (response.kind) {
      case "files":
        this.files.add(response.files);
        if (this.files.byteLength > this.maxByteLength) this.session.stop(tooLarge);
        return response.files.length === 0 ? "the answer holds no file" : undefined;
      case "error":
        return refusalText(response.code, response.message);
      case "services":
        return "the server answered with a list of services";
      case "extension-numbers":
        return "the server answered with numbers of extensions";
      case "malformed":
        return response.reason;
    }
  }

  private roomFor(count: number): boolean {
    if (this.files.files.length + count <= this.maxFileCount) return true;
    this.findings.push(tooMuch(`it has more than ${this.maxFileCount.toLocaleString("en")} files`));
    return false;
  }
}
