import fc from "fast-check";
import { recountStars } from "@/lib/figures/mutations";
import { recountVotes } from "@/lib/statements/mutations";
import { database } from "@/tests/support/database";
import { createSource, createStackup, createTool, createVoter, day } from "@/tests/support/fixtures";

// A small catalog in which everything hangs on everything, for tests of what moves between tools.

const SLUGS = ["alpha", "beta", "gamma", "zeta"] as const;
const MEMBERS = 4;
const tool = fc.nat(SLUGS.length - 1);
const pair = fc.tuple(tool, tool).filter(([a, b]) => a !== b);
const pairs = (max: number) => fc.uniqueArray(pair, { maxLength: max, selector: ([a, b]) => `${a} ${b}` });
const several = fc.uniqueArray(tool, { minLength: 2, maxLength: 3 });

const statement = fc.record({
  tool,
  kind: fc.constantFrom("pro" as const, "con" as const),
  text: fc.constantFrom("Fast", "Small", "Hard to learn"),
  status: fc.constantFrom("published" as const, "published" as const, "waiting" as const, "withdrawn" as const),
  imported: fc.nat(9),
  source: fc.nat(1),
  voters: fc.uniqueArray(fc.nat(MEMBERS - 1), { maxLength: MEMBERS }),
  reporters: fc.uniqueArray(fc.nat(MEMBERS - 1), { maxLength: 2 }),
});

const stack = fc.record({ tools: several, moves: pairs(3) });

/** What there is in such a catalog. */
export const busyCatalog = fc.record({
  statements: fc.uniqueArray(statement, { maxLength: 14, selector: (row) => `${row.tool} ${row.kind} ${row.text}` }),
  follows: fc.uniqueArray(fc.tuple(fc.nat(MEMBERS - 1), tool), { maxLength: 8, selector: (row) => row.join() }),
  integrations: fc.uniqueArray(pair, { maxLength: 5, selector: (row) => [...row].sort().join() }),
  choices: pairs(8),
  successors: pairs(5),
  figures: fc.uniqueArray(
    fc.record({
      tool,
      metric: fc.constantFrom("stars" as const, "votes" as const, "stacks" as const),
      asOf: fc.constantFrom("2024", "2025"),
      value: fc.nat(500),
    }),
    { maxLength: 8, selector: (row) => `${row.tool} ${row.metric} ${row.asOf}` },
  ),
  stackups: fc.uniqueArray(several, { maxLength: 5, selector: (row) => [...row].sort().join() }),
  stacks: fc.array(stack, { maxLength: 4 }),
  decisions: fc.array(several, { maxLength: 3 }),
  named: fc.uniqueArray(fc.tuple(tool, fc.constantFrom("licence", "tagline")), {
    maxLength: 5,
    selector: (row) => row.join(),
  }),
  synced: fc.uniqueArray(fc.tuple(tool, fc.constantFrom("github" as const, "npm" as const)), {
    maxLength: 5,
    selector: (row) => row.join(),
  }),
  waiting: fc.array(tool, { maxLength: 3 }),
});
type BusyCatalog = typeof busyCatalog extends fc.Arbitrary<infer Value> ? Value : never;

/** Writes such a catalog, all its numbers counted, and returns the ids of its four tools and their slugs. */
export async function writeBusyCatalog(catalog: BusyCatalog): Promise<{ ids: number[]; slugs: readonly string[] }> {
  const ids: number[] = [];
  for (const slug of SLUGS) ids.push(await createTool({ slug, aliases: [`${slug}-js`], checkedOn: "2026-01-15" }));
  const id = (nr: number) => ids[nr] ?? 0;
  const members = await Promise.all(Array.from({ length: MEMBERS }, (_, nr) => createVoter(nr)));
  const member = (nr: number) => members[nr] ?? "";
  const sources = [await createSource("Votes elsewhere"), await createSource("Votes anywhere")];
  for (const { tool: nr, text, voters, reporters, imported, source, ...rest } of catalog.statements) {
    const { id: statementId } = await database.statement.create({
      data: {
        ...rest,
        toolId: id(nr),
        text,
        textKey: text.toLowerCase(),
        importedVotes: imported,
        score: imported,
        importedAsOf: imported > 0 ? `202${source}` : null,
        sourceId: imported > 0 ? (sources[source] ?? null) : null,
        votes: { create: voters.map((voter) => ({ memberId: member(voter) })) },
        reports: { create: reporters.map((reporter) => ({ memberId: member(reporter), reason: "wrong" as const })) },
      },
      select: { id: true },
    });
    const path = `/tools/${SLUGS[nr]}#statement-${statementId}`;
    await database.toolEvent.create({ data: { toolId: id(nr), kind: "statement", text, path } });
    const told = { subject: "statement" as const, subjectId: statementId, number: 1, author: "a", reason: "Written" };
    await database.revision.create({ data: { ...told, toolId: id(nr), content: { text } } });
  }
  await database.follow.createMany({
    data: catalog.follows.map(([who, nr]) => ({ memberId: member(who), toolId: id(nr) })),
  });
  await database.integration.createMany({
    data: catalog.integrations.map(([a, b]) => ({ firstId: id(Math.min(a, b)), secondId: id(Math.max(a, b)) })),
  });
  await database.alternativeChoice.createMany({
    data: catalog.choices.map(([a, b], position) => ({
      toolId: id(a),
      alternativeId: id(b),
      decision: position % 2 === 0 ? ("pinned" as const) : ("excluded" as const),
      reason: "for a reason",
      position,
    })),
  });
  await database.toolSuccessor.createMany({
    data: catalog.successors.map(([a, b], position) => ({ toolId: id(a), successorId: id(b), position })),
  });
  await database.figure.createMany({
    data: catalog.figures.map(({ tool: nr, metric, ...row }) => ({
      ...row,
      metric,
      role: metric === "stars" ? ("snapshot" as const) : ("imported" as const),
      toolId: id(nr),
      sourceId: sources[0] ?? 0,
    })),
  });
  for (const tools of catalog.stackups) await createStackup({ tools: tools.map((nr) => SLUGS[nr] ?? "").sort() });
  await writeStacks(catalog, id, member);
  await database.dataset.create({
    data: { key: "cncf", name: "CNCF", url: "https://example.org/cncf", licence: "CC0-1.0" },
  });
  for (const [nr, field] of catalog.named) {
    await database.importedValue.create({
      data: { toolId: id(nr), field, datasetKey: "cncf", value: "x", version: "1" },
    });
    await database.externalId.create({ data: { datasetKey: "cncf", externalId: `${nr} ${field}`, toolId: id(nr) } });
    const doubt = { datasetKey: "cncf", externalId: `d ${nr} ${field}`, name: "x", record: {}, why: "near" };
    await database.importDoubt.create({ data: { ...doubt, candidateId: id(nr) } });
  }
  await database.syncTarget.createMany({
    data: catalog.synced.map(([nr, source]) => ({
      toolId: id(nr),
      source,
      key: `key-${nr}`,
      observed: { archived: true },
    })),
  });
  for (const nr of catalog.waiting) {
    const suggestion = {
      subject: "tool" as const,
      subjectKey: SLUGS[nr] ?? "",
      base: 1,
      content: {},
      reason: "better",
    };
    await database.suggestion.create({ data: { ...suggestion, memberId: member(0) } });
  }
  await recountVotes(database, ids);
  await recountStars(database, ids);
  return { ids, slugs: SLUGS };
}

async function writeStacks(
  { stacks, decisions, named }: BusyCatalog,
  id: (nr: number) => number,
  member: (nr: number) => string,
): Promise<void> {
  for (const [at, { tools, moves }] of stacks.entries()) {
    const { id: stackId } = await database.stack.create({
      data: {
        slug: `stack-${at}`,
        name: `Stack ${at}`,
        kind: "member",
        ownerId: member(0),
        asOf: day("2026-01-15"),
        toolCount: tools.length,
      },
      select: { id: true },
    });
    for (const [position, nr] of tools.entries()) {
      const evidence = [{ position: 0, file: "package.json", line: 3 }];
      const row = { stackId, toolId: id(nr), name: SLUGS[nr] ?? "", position, confidence: 0.7, reason: "it works" };
      await database.stackTool.create({ data: { ...row, evidence: { create: evidence } } });
    }
    await database.stackMove.createMany({
      data: moves.map(([a, b]) => ({ stackId, fromToolId: id(a), toToolId: id(b), version: 1, reason: "older" })),
    });
  }
  for (const [at, tools] of decisions.entries()) {
    await database.decision.create({
      data: {
        slug: `decision-${at}`,
        authorId: member(0),
        stackupSlug: tools
          .map((nr) => SLUGS[nr] ?? "")
          .sort()
          .join("-vs-"),
        title: "A choice",
        context: "c",
        reasons: "r",
        decidedOn: day("2026-01-15"),
        options: { create: tools.map((nr, position) => ({ toolId: id(nr), position, isChosen: position === 0 })) },
      },
    });
  }
  for (const [nr] of named.slice(0, 2)) {
    const key = `name of ${nr} ${await database.pendingTool.count()}`;
    await database.pendingTool.create({ data: { key, name: key, status: "mapped", toolId: id(nr) } });
  }
}
