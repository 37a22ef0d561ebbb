import { expect, test } from "vitest";
import { emptyPage, previewTool } from "@/lib/tools/documents/preview/rules";
import { readTyped } from "@/lib/tools/documents/rules";

const source = { url: "https://example.org/a", title: "A page", checked: "2026-11-20" };

test("a preview shows what is typed, and links nowhere that is no web address", () => {
  const typed = readTyped({
    name: "A",
    links: [
      { label: "Bad", url: "javascript:alert(1)" },
      { label: "Good", url: "https://example.org" },
    ],
    facts: {
      website: { value: "javascript:alert(1)", source },
      licence: { value: "MIT", source: { ...source, url: "javascript:alert(1)" } },
    },
  });
  const page = previewTool(emptyPage(), typed);
  expect(page).toMatchObject({
    name: "A",
    links: [{ label: "Good" }],
    facts: [{ key: "licence", value: "MIT", source: { url: "" } }],
  });
  expect(JSON.stringify(page)).not.toContain("javascript:");
});
