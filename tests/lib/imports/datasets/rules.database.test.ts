import { expect, test } from "vitest";
import { listFollowedTools } from "@/lib/follows/queries";
import { runImport } from "@/lib/imports/mutations";
import { stackshare } from "@/lib/imports/sources/stackshare";
import { searchTools } from "@/lib/search/queries";
import { listAlternatives } from "@/lib/tools/alternatives/queries";
import { getTool, listRecentlyChecked, listTools } from "@/lib/tools/queries";
import type { ToolCard } from "@/lib/tools/schema";
import { stackshareCsv, writeFile } from "@/tests/support/data-sets";
import { database } from "@/tests/support/database";
import { createTool, toolId } from "@/tests/support/fixtures";
import { createMember } from "@/tests/support/members";

// Wherever the site prints a tagline of a data set whose licence asks for it, the tool says whose it is.

test("in every list a tool of another’s words says whose they are, and one of ours says nothing", async () => {
  await createTool({ slug: "ours", name: "Ours", place: "devops/build-test-deploy/cluster-management" });
  const rows = [{ slug: "theirs", id: 1, name: "Theirs", title: "A line of theirs", votes: 9 }];
  await runImport(database, stackshare, { file: writeFile("tools.csv", stackshareCsv(rows)), withTexts: true });
  const memberId = await createMember();
  for (const slug of ["ours", "theirs"]) {
    await database.follow.create({ data: { memberId, toolId: await toolId(slug) } });
  }
  const alternatives = [...(await listAlternatives("ours", 5)), ...(await listAlternatives("theirs", 5))];
  const lists: Record<string, (ToolCard | null)[]> = {
    "their pages": [await getTool("theirs"), await getTool("ours")],
    "all tools": (await listTools("", "votes", ""))?.tools ?? [],
    search: [...(await searchTools("theirs", 5)), ...(await searchTools("ours", 5))],
    alternatives: alternatives.map(({ tool }) => tool),
    "checked last": await listRecentlyChecked(5),
    followed: (await listFollowedTools(memberId, null)).tools,
  };
  for (const [list, tools] of Object.entries(lists)) {
    const said = tools.map((tool) => [tool?.slug, tool?.textOrigins.map(({ dataset }) => dataset)]);
    expect(Object.fromEntries(said), list).toEqual({
      ours: [],
      theirs: ["StackShare data set, texts © StackShare"],
    });
  }
});
