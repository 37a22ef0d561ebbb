import { tokenRoute } from "@/lib/api";
import { detectSchema } from "@/lib/openapi/schema";
import { findToolsInFiles } from "@/lib/stacks/manifests/queries";
import { getPackageMapping } from "@/lib/stacks/packages/queries";

/** Finds the tools in texts of manifests. By token, though it writes nothing: it is work that anybody could ask for without end. */
export const POST = tokenRoute(detectSchema, "stacks:read", async ({ input }) => ({
  body: findToolsInFiles(input.files, await getPackageMapping()),
}));
