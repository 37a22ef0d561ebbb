import { z } from "zod";
import { DomainError } from "@/lib/errors";
import { datasets } from "@/lib/imports/datasets/rules";
import { cleanLine, slugFromName } from "@/lib/imports/rules";
import type { Adapter, StackRecordTool } from "@/lib/imports/schema";
import { readText, readYaml } from "@/lib/imports/sources/files";
import { daySchema } from "@/lib/tools/schema";

const DATASET = datasets["stack-file"];
const MAX_BYTES = DATASET.maxBytes;
const TOOLS_MAX = 2000;

const toolSchema = z.object({
  name: z.union([z.string(), z.number()]).transform(String),
  version: z.union([z.string(), z.number()]).transform(String).nullish(),
  package_url: z.string().nullish(),
  image_url: z.string().nullish(),
  detection_source: z.string().nullish(),
});
const fileSchema = z.object({
  repo_name: z.string().regex(/^[\w.-]+\/[\w.-]+$/, "repo_name is owner/name"),
  timestamp: z.union([z.string(), z.date().transform((date) => date.toISOString())]).nullish(),
  tools: z.array(z.unknown()),
});

/** A detected tool of the file; who changed it last and the tool's texts stay there. */
function toTool(tool: z.infer<typeof toolSchema>): StackRecordTool {
  const service = /\/service\/(\d{1,9})\//.exec(tool.image_url ?? "")?.[1];
  const source = cleanLine(tool.detection_source ?? "").slice(0, 300);
  return {
    name: cleanLine(tool.name),
    known: service ? { dataset: "stackshare", externalId: `Service_${service}` } : null,
    version: cleanLine(tool.version ?? "").slice(0, 40) || null,
    file: source && source !== "Repo Metadata" ? source : null,
  };
}

/** A Stack File (`techstack.yml`) of one project. */
export const stackFile: Adapter = {
  dataset: DATASET,
  createsTools: false,
  isWhole: false,
  read: async function* (file, options) {
    const checked = fileSchema.safeParse(readYaml(await readText(file, MAX_BYTES, options)));
    if (!checked.success)
      throw new DomainError("invalid", "The file has no repo_name of the form owner/name or no list of tools.");
    const { repo_name, timestamp, tools } = checked.data;
    if (tools.length > TOOLS_MAX) throw new DomainError("too-large", `The file lists more than ${TOOLS_MAX} tools.`);
    const found: StackRecordTool[] = [];
    for (const [index, given] of tools.entries()) {
      const at = `tools[${index}]`;
      const tool = toolSchema.safeParse(given).data;
      const name = cleanLine(tool?.name ?? "");
      if (!tool || name === "" || name.length > 60) {
        yield { is: "skip", at, reason: "it has no name" };
      } else if (tool.package_url || /\/package\//.test(tool.image_url ?? "")) {
        yield { is: "skip", at, reason: "it is a package and no tool" };
      } else found.push(toTool(tool));
    }
    const asOf = daySchema.safeParse(timestamp?.slice(0, 10)).data ?? null;
    yield {
      is: "stack",
      externalId: repo_name.toLowerCase(),
      at: "the file",
      name: repo_name,
      slug: slugFromName(repo_name) ?? "project",
      kind: "project",
      url: `https://github.com/${repo_name}`,
      asOf,
      // Reports list tools in another order each time: by name they compare.
      tools: found.sort((a, b) => (a.name < b.name ? -1 : 1)),
      keepsUnknown: true,
      rows: found.length,
    };
  },
};
