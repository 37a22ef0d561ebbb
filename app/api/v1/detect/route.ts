import { tokenRoute } from "@/lib/api";
import { detectSchema } from "@/lib/openapi/schema";
import { findToolsInFiles } from "@/lib/stacks/manifests/queries";
import { getPackageMapping } from "@/lib/stacks/packages/queries";

/** The manifests and lock files of a large project together, in bytes. */
const MOST_TEXT = 4 * 1024 * 1024;

/** Finds the tools in texts of manifests. By token, though it writes nothing: it is work that anybody could ask for without end. */
export const POST = tokenRoute(
  detectSchema,
  "stacks:read",
  async ({ input }) => ({ body: findToolsInFiles(input.files, await getPackageMapping()) }),
  { maxBody: MOST_TEXT },
);
