import { z } from "zod";
import { datasets } from "@/lib/imports/datasets/rules";
import { cleanLine, slugFromName } from "@/lib/imports/rules";
import type { Adapter, Entry } from "@/lib/imports/schema";
import { type ArchiveFile, readArchive, readFrontMatter } from "@/lib/imports/sources/files";
import { daySchema, webUrlSchema } from "@/lib/tools/schema";

const DATASET = datasets.remoteintech;
const MAX_BYTES = DATASET.maxBytes;
const NAME_MAX = 40;

const day = z.union([z.string(), z.date().transform((date) => date.toISOString().slice(0, 10))]);
const companySchema = z.object({
  title: z.union([z.string(), z.number()]).transform(String),
  slug: z.union([z.string(), z.number()]).transform(String),
  website: z.string().nullish(),
  addedAt: day.nullish(),
  updatedAt: day.nullish(),
});

/** What a piece of text may begin or end with besides a name. */
const AROUND =
  /^(?:and|or|with|using|like|including|such as|e\.g\.|etc)\b[.:]?\s*|\s*(?:etc\.?|and more|and others)$|[.;:!]+$/gi;

/** The pieces of a free text about technologies that could each be a name: between commas, bullets, lines and the like. */
export function pieces(text: string): string[] {
  const plain = text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]*>|[*_`]{1,3}|https?:\/\/\S+/g, " ")
    .replace(/\s(?:and|or|&)\s/gi, ",");
  const parts = plain
    .split(/[\n\r,;|•·]|\s[-–—/]\s|^\s*[-*+]\s|[():]|\.\s/gm)
    .flatMap((part) => [part, ...part.split("/")]);
  return [
    ...new Set(
      parts.map((part) =>
        cleanLine(part.replace(/^[\s\-*+#>]+/, ""))
          .replace(AROUND, "")
          .trim(),
      ),
    ),
  ].filter((part) => part !== "" && part.length <= NAME_MAX);
}

/** The section about technologies in a company's page. */
function technologiesOf(body: string): string {
  return /^##\s+Company technologies\s*$([\s\S]*?)(?=^##\s|(?![\s\S]))/m.exec(body)?.[1] ?? "";
}

function toEntry(file: ArchiveFile): Entry {
  const skip = (reason: string): Entry => ({ is: "skip", at: file.name, reason });
  const read = readFrontMatter(file);
  if ("fault" in read) return skip(read.fault);
  const company = companySchema.safeParse(read.given).data;
  const name = cleanLine(company?.title ?? "");
  const slug = slugFromName(company?.slug ?? "");
  if (!company || name === "" || name.length > 100 || !slug)
    return skip("it has no title or slug, or a field of another kind");
  const names = pieces(technologiesOf(read.body));
  return {
    is: "stack",
    externalId: company.slug,
    at: file.name,
    name,
    slug,
    kind: "company",
    url: webUrlSchema.safeParse(company.website).data ?? null,
    asOf: daySchema.safeParse(company.updatedAt).data ?? daySchema.safeParse(company.addedAt).data ?? read.day,
    tools: names.map((tool) => ({ name: tool, known: null, version: null, file: null })),
    keepsUnknown: false,
  };
}

/** Remote companies and what they say they build with: an archive with one Markdown file a company. */
export const remoteintech: Adapter = {
  dataset: DATASET,
  createsTools: false,
  isWhole: true,
  read: async function* (file, options) {
    const isCompany = (name: string) => /(?:^|\/)companies\/[^/]+\.md$/.test(name);
    for await (const found of readArchive(file, isCompany, MAX_BYTES, options)) yield toEntry(found);
  },
};
