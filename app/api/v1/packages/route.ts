import { answerJson, publicRead } from "@/lib/api";
import { getPackageMapping } from "@/lib/stacks/packages/queries";

/** The mapping from packages to tools of this site, for sidestack --mapping. */
export const GET = publicRead(async () => answerJson(await getPackageMapping()));
