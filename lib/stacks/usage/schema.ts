import type { StackCard, StackKind } from "@/lib/stacks/schema";
import type { ToolCard, ToolName } from "@/lib/tools/schema";

/** Stacks that moved between a tool and another, with the newest of the reasons given. */
export type ToolMove = {
  tool: ToolName;
  stacks: number;
  reasons: { text: string; stack: { slug: string; name: string } }[];
};

/** What public stacks say of a tool. */
export type ToolUsage = {
  /** Stacks that count, in all and by kind. */
  total: number;
  kinds: Record<StackKind, number>;
  /** Stacks extracted from data sets, which count apart. */
  extracted: number;
  /** Under which layer stacks put it, most first. */
  layers: { name: string; stacks: number }[];
  newest: StackCard[];
  largest: StackCard[];
  /** Tools that stand in most of the `looked` newest stacks with it. */
  usedWith: { tool: ToolName & Pick<ToolCard, "logo">; stacks: number }[];
  looked: number;
  movedFrom: ToolMove[];
  movedTo: ToolMove[];
};

/** How many public stacks use several tools: each of them, all of them, at least one. */
export type JointUsage = { each: { slug: string; stacks: number }[]; all: number; any: number };
