/** Puts the platform's own protoc into a package, and takes out what belongs to running from source. */
import { chmod, copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROTOC = fileURLToPath(new URL("../node_modules/protoc/bin/", import.meta.url));

/** electron-builder's numbers for the processors protoc is made for. */
const PROCESSORS = { 1: "x86_64", 3: "aarch_64" };

function protocName(platform, arch) {
  const processor = PROCESSORS[arch];
  if (platform === "win32") return "protoc-win64.exe";
  if (processor === undefined)
    throw new Error(`There is no protoc for ${platform} on processor type ${arch}.`);
  return `protoc-${platform === "darwin" ? "osx" : "linux"}-${processor}`;
}

function resourcesFolder(context) {
  const { appOutDir, packager, electronPlatformName } = context;
  if (electronPlatformName !== "darwin") return join(appOutDir, "resources");
  return join(appOutDir, `${packager.appInfo.productFilename}.app/Contents/Resources`);
}

/** Called by electron-builder for each platform, before signing. */
export async function afterPack(context) {
  const resources = resourcesFolder(context);
  const name = protocName(context.electronPlatformName, context.arch);
  await mkdir(join(resources, "protoc/bin"), { recursive: true });
  await copyFile(join(PROTOC, name), join(resources, "protoc/bin", name));
  await chmod(join(resources, "protoc/bin", name), 0o755);
  // An Electron from a folder of its own brings its command line and version mark along.
  await rm(join(resources, "default_app.asar"), { force: true });
  await rm(join(context.appOutDir, "version"), { force: true });
}
