import { foldName, looseName } from "@/lib/imports/rules";
import type { ToolRecord } from "@/lib/imports/schema";

/** A tool of ours as matching sees it. */
export type KnownTool = { id: number; slug: string; name: string; slugs: string[]; repositories: string[] };

/** What an editor has decided about a row: the tool that it is, that it is one of its own, or that it is to be passed over. */
export type Decision = { status: "matched"; toolId: number } | { status: "separate" } | { status: "dismissed" };

/** All that matching knows, by what it asks. */
export type Known = {
  tools: Map<number, KnownTool>;
  byRepository: Map<string, number[]>;
  byName: Map<string, number[]>;
  byLooseName: Map<string, number[]>;
  /** Slugs and aliases in lower case. */
  bySlug: Map<string, number>;
  /** External ids of the data set at hand. */
  byExternalId: Map<string, number>;
  /** Tools that a row of the data set at hand stands for already: no other row of it is the same tool. */
  bound: Set<number>;
  decisions: Map<string, Decision>;
  /** Reviewed pairs: the slug or name of a row → the slug of a tool here, or null: a tool of its own. */
  reviewed: Map<string, string | null>;
};

export type Match =
  | { is: "tool"; id: number }
  | { is: "new" }
  | { is: "doubt"; candidateId: number | null; why: string }
  | { is: "none"; reason: string };

function add(map: Map<string, number[]>, key: string, id: number): void {
  const ids = map.get(key);
  if (!ids) map.set(key, [id]);
  else if (!ids.includes(id)) ids.push(id);
}

/** Arranges tools for matching. */
export function indexTools(
  tools: readonly KnownTool[],
): Omit<Known, "byExternalId" | "bound" | "decisions" | "reviewed"> {
  const byRepository = new Map<string, number[]>();
  const byName = new Map<string, number[]>();
  const byLooseName = new Map<string, number[]>();
  const bySlug = new Map<string, number>();
  for (const { id, name, slugs, repositories } of tools) {
    add(byName, foldName(name), id);
    add(byLooseName, looseName(name), id);
    for (const slug of slugs) bySlug.set(slug.toLowerCase(), id);
    for (const repository of repositories) add(byRepository, repository, id);
  }
  return { tools: new Map(tools.map((tool) => [tool.id, tool])), byRepository, byName, byLooseName, bySlug };
}

/** True where both have repositories and none is the same: then a common name proves nothing. */
function contradicts(record: ToolRecord, tool: KnownTool | undefined): boolean {
  return (
    record.repository !== null &&
    tool !== undefined &&
    tool.repositories.length > 0 &&
    !tool.repositories.includes(record.repository)
  );
}

/**
 * Which tool of ours a row is. In this order: what an editor decided, its external id, a reviewed pair, its repository, the very
 * same name (letters without case, punctuation counts). A name that is alike only without its punctuation, a slug that leads to a
 * tool of another name, and a name that two tools have are doubtful: an editor says.
 */
export function matchRecord(record: ToolRecord, known: Known, createsTools: boolean): Match {
  const decision = known.decisions.get(record.externalId);
  if (decision?.status === "matched") return { is: "tool", id: decision.toolId };
  if (decision?.status === "dismissed") return { is: "none", reason: "an editor passed it over" };
  const nothing: Match = createsTools ? { is: "new" } : { is: "none", reason: "no tool here has its name" };
  const byId = known.byExternalId.get(record.externalId);
  if (byId !== undefined) return { is: "tool", id: byId };
  if (decision?.status === "separate") return nothing;
  const pair = [record.slug ?? "", foldName(record.name)].find((key) => known.reviewed.has(key));
  const reviewed = pair === undefined ? undefined : known.reviewed.get(pair);
  if (reviewed === null) return nothing;
  const reviewedId = reviewed === undefined ? undefined : known.bySlug.get(reviewed.toLowerCase());
  if (reviewedId !== undefined && !known.bound.has(reviewedId)) return { is: "tool", id: reviewedId };

  const isFree = (id: number) => !known.bound.has(id);
  const sameNames = record.name === "" ? [] : (known.byName.get(foldName(record.name)) ?? []).filter(isFree);
  const sameRepository = record.repository ? (known.byRepository.get(record.repository) ?? []).filter(isFree) : [];
  const both = sameRepository.filter((id) => sameNames.includes(id));
  const [repositoryId] = both.length > 0 ? both : sameRepository;
  if (repositoryId !== undefined && (both.length === 1 || sameRepository.length === 1)) {
    return { is: "tool", id: repositoryId };
  }
  const [sameName, otherName] = sameNames;
  if (sameName !== undefined && otherName !== undefined) {
    return { is: "doubt", candidateId: sameName, why: "several tools here have its name" };
  }
  if (sameName !== undefined) {
    return contradicts(record, known.tools.get(sameName))
      ? { is: "doubt", candidateId: sameName, why: "a tool here has its name and another repository" }
      : { is: "tool", id: sameName };
  }
  const bySlug = record.slug === null ? undefined : known.bySlug.get(record.slug.toLowerCase());
  if (bySlug !== undefined && isFree(bySlug)) {
    // A source without names of its own knows tools by their slugs alone.
    const isNameless = record.name === "" || record.name === record.slug;
    if (isNameless && !contradicts(record, known.tools.get(bySlug))) return { is: "tool", id: bySlug };
    return { is: "doubt", candidateId: bySlug, why: "its slug leads to a tool of another name here" };
  }
  const [loose] = createsTools ? (known.byLooseName.get(looseName(record.name)) ?? []).filter(isFree) : [];
  if (loose !== undefined) {
    return { is: "doubt", candidateId: loose, why: "a tool here has nearly its name" };
  }
  return nothing;
}

/**
 * Which tool each row of a file is. A tool that one row turns out to be is no other row's any more, wherever the two stand in the file: so
 * doubtful rows are looked at again until no doubt falls away, and importing the file again finds nothing to do.
 */
export function matchRecords(
  records: readonly ToolRecord[],
  known: Known,
  createsTools: boolean,
): Map<ToolRecord, Match> {
  const matches = new Map<ToolRecord, Match>();
  let open = records;
  for (let hasBound = true; hasBound; ) {
    hasBound = false;
    for (const record of open) {
      const match = matchRecord(record, known, createsTools);
      matches.set(record, match);
      if (match.is !== "tool") continue;
      known.bound.add(match.id);
      hasBound = true;
    }
    open = open.filter((record) => matches.get(record)?.is === "doubt");
  }
  return matches;
}
