import path from "node:path";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { logosFileSchema } from "@/lib/catalog/schema";
import { cleanIcon } from "@/lib/logos/drawings/rules";
import { readCatalogFile } from "@/prisma/read-catalog";
import { openIconSets } from "@/scripts/icons";

const clean = (body: string) => cleanIcon(body, "set-icon-");

const findIcon = await openIconSets();

describe("the icons that the catalog names", () => {
  const logos = readCatalogFile(path.resolve(import.meta.dirname, "../../prisma/catalog/logos.yaml"), logosFileSchema);
  const parser = new XMLParser({ ignoreAttributes: false });

  test("each exists in its set and is still a drawing when it is clean", () => {
    const faults = Object.entries(logos.content ?? {}).flatMap(([slug, logo]) => {
      const icon = findIcon(logo);
      if (!icon) return [`${slug}: ${logo.set} has no icon ${logo.icon}`];
      const body = clean(icon.body);
      if (!/<(?:path|circle|rect|polygon|ellipse|use)\b/.test(body)) return [`${slug}: nothing is drawn`];
      if (!/^0 0 [\d.]+ [\d.]+$/.test(icon.viewBox)) return [`${slug}: view box ${icon.viewBox}`];
      const drawings = (text: string) =>
        text.match(/<(?:path|circle|rect|polygon|polyline|ellipse|line|use)\b/g)?.length;
      if (drawings(body) !== drawings(icon.body)) return [`${slug}: cleaning took away part of the drawing`];
      parser.parse(`<svg>${body}</svg>`, true);
      return [];
    });
    expect(logos.faults).toEqual([]);
    expect(faults).toEqual([]);
  });

  test("an icon that its set lacks is not found", () => {
    expect(findIcon({ set: "logos", icon: "no-such-icon" })).toBeNull();
    expect(findIcon({ set: "simple-icons", icon: "no-such-icon" })).toBeNull();
    expect(findIcon({ set: "devicon", icon: "react" })).not.toBeNull();
  });

  test("every reference inside a clean icon leads to something in it", () => {
    const faults = Object.entries(logos.content ?? {}).flatMap(([slug, logo]) => {
      const body = clean(findIcon(logo)?.body ?? "");
      const ids = new Set([...body.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1]));
      const references = [...body.matchAll(/(?:url\(#|href="#)([\w.-]+)/g)].map((match) => match[1]);
      return references.filter((id) => !ids.has(id)).map((id) => `${slug}: ${id}`);
    });
    expect(faults).toEqual([]);
  });
});
