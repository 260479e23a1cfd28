/** The oldest Node the app is built and tested with. */
const FLOOR = [20, 18];

/** A sentence when this Node is too old; undefined otherwise. */
export function complainAboutNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1])) return undefined;
  return `Byteglass needs Node ${FLOOR.join(".")} or newer, and this is Node ${version}. Install a newer one from https://nodejs.org.`;
}
