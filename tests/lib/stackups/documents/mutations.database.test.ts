import { beforeEach, describe, expect, test } from "vitest";
import { readStackupDocument } from "@/lib/stackups/documents/mutations";
import { database, emptyDatabase } from "@/tests/support/database";
import { createStackup, createTools } from "@/tests/support/fixtures";

beforeEach(emptyDatabase);

describe("readStackupDocument", () => {
  test("gives cells and choices in the order of the tools, however they were written", async () => {
    await createTools({ slug: "tool-c" }, { slug: "tool-a" }, { slug: "tool-b" });
    const slug = await createStackup({ tools: ["tool-a", "tool-b", "tool-c"], topics: ["First", "Second"] });
    const { id } = await database.stackup.findUniqueOrThrow({ where: { slug }, select: { id: true } });
    const source = { url: "https://example.org/source-a", title: "Source A", checked: "2026-01-15" };
    const claim = (topic: string) => ({
      topic,
      cells: ["tool-a", "tool-b", "tool-c"].map((tool) => ({ text: `${topic} of ${tool}`, source })),
    });
    expect(await readStackupDocument(database, id)).toEqual({
      tools: ["tool-a", "tool-b", "tool-c"],
      summary: `Summary of ${slug}.`,
      claims: [claim("First"), claim("Second")],
      choices: ["you want tool-a", "you want tool-b", "you want tool-c"],
      neither: null,
    });
  });

  test("answers null for what was never written", async () => {
    expect(await readStackupDocument(database, 1)).toBeNull();
  });
});
