import { z } from "zod";
import type { ToolName } from "@/lib/tools/schema";

/** What happened to a tool that its followers want to know. */
export const toolEventKinds = ["lifecycle", "statement", "stackup", "figure"] as const;
export type ToolEventKind = (typeof toolEventKinds)[number];

/** Something that happened to a tool: a sentence, the path of this site where it can be seen, and the moment (ISO 8601). */
export type ToolEvent = { id: number; kind: ToolEventKind; text: string; path: string; at: string; tool: ToolName };

/** A place in a list of events, newest first: the moment and the number of its last event. */
export type EventCursor = { at: Date; id: number };

/** A cursor as it stands in an address: milliseconds and number, joined by a dash. */
export const eventCursorSchema = z
  .string()
  .regex(/^\d{1,15}-\d{1,9}$/)
  .transform((text): EventCursor => {
    const [at, id] = text.split("-").map(Number);
    return { at: new Date(at ?? 0), id: id ?? 0 };
  });

/** One page of events, and the cursor of the next page (null on the last). */
export type EventPage = { events: ToolEvent[]; next: string | null };
