import type { Adapter, ImportSource } from "@/lib/imports/schema";
import { awesomeSelfhosted } from "@/lib/imports/sources/awesome-selfhosted";
import { cncf } from "@/lib/imports/sources/cncf";
import { endoflife } from "@/lib/imports/sources/endoflife";
import { explore } from "@/lib/imports/sources/explore";
import { remoteintech } from "@/lib/imports/sources/remoteintech";
import { stackFile } from "@/lib/imports/sources/stack-file";
import { stackshare } from "@/lib/imports/sources/stackshare";
import { stars } from "@/lib/imports/sources/stars";

/** Sources whose rows the engine matches with tools. `sidestack` is our own: its lines are whole tools already. */
export type RowSource = Exclude<ImportSource, "sidestack">;

/** The adapters by the name of their source. */
export const adapters: Record<RowSource, Adapter> = {
  stackshare,
  cncf,
  "awesome-selfhosted": awesomeSelfhosted,
  endoflife,
  explore,
  stars,
  remoteintech,
  "stack-file": stackFile,
};
