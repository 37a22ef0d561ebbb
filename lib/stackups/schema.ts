import type { SourceRef, ToolName } from "@/lib/tools/schema";

/** One numbered difference: a topic, and what holds for each tool in the order of the stackup. */
export type Claim = { topic: string; cells: { tool: string; text: string; source: SourceRef | null }[] };

/** The differences that an editor wrote for a stackup. */
export type WrittenStackup = {
  slug: string;
  summary: string;
  claims: Claim[];
  choices: { tool: string; text: string }[];
  chooseNeither: string | null;
  /** Newest day (`YYYY-MM-DD`) on which one of its sources was checked. */
  checkedOn: string;
};

/** A stackup in a list. `function` names where its first tool stands. */
export type StackupCard = { slug: string; tools: ToolName[]; function: string; votes: number };
