import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, it } from "vitest";
import { inFolder } from "../cli/build-cli.ts";
import { PAGES } from "./command-lines.ts";

const LINK = /\]\(([^)\s]+)\)|\b(?:src|srcset)="([^"]+)"/g;

/** The files that a page leads to, from the repository's folder; addresses of other places are left out. */
function linkedFiles(page: string): readonly string[] {
  const links = [...readFileSync(inFolder(page), "utf8").matchAll(LINK)].map(
    ([, link, picture]) => link ?? picture ?? "",
  );
  return links
    .filter((link) => !/^(https?:|#)/.test(link))
    .map((link) => posix.join(posix.dirname(page), link.replace(/#.*$/, "")));
}

it.each([...PAGES, "CHANGELOG.md"].map((page) => [page, linkedFiles(page)] as const))(
  "%s leads to files that are there: %j",
  (_page, files) => {
    expect(files.filter((file) => !existsSync(inFolder(file)))).toEqual([]);
  },
);

it("the README leads to every page", () => {
  const linked = linkedFiles("README.md");
  expect(PAGES.filter((page) => page !== "README.md" && !linked.includes(page))).toEqual([]);
});
