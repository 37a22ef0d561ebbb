import { z } from "zod";
import { stackKinds, stackSchema, visibilities } from "@/lib/stacks/schema";

/** What the address says of an uploaded Stack File, which has no words for it. */
export const stackFileQuerySchema = z.object({
  name: stackSchema.shape.name.optional().describe("For a techstack.yml: name of the stack, else of its repository."),
  kind: z.enum(stackKinds).default("project").describe("For a techstack.yml: whose stack it is."),
  visibility: z
    .enum(visibilities)
    .default("unlisted")
    .describe("For a techstack.yml: who finds it. It may be a private repository’s, so nobody does unless you say so."),
});
