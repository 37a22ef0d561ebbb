import type { Reader, Signal } from "@/cli/src/detect/finding";
import { linesOf } from "@/cli/src/detect/text";

/** Terraform and OpenTofu: the first words of blocks are read, nothing is evaluated. */
const terraform: Reader = {
  name: "Terraform file",
  matches: (_, base) => /\.(?:tf|tofu)$/.test(base),
  read: ({ path, text }) => {
    const tool = path.endsWith(".tofu") ? "opentofu" : "terraform";
    const signals: Signal[] = [];
    for (const { line, text: one } of linesOf(text)) {
      const block = /^\s*(resource|data|provider|module|terraform|variable|output|locals)\b\s*(?:"([^"]+)")?/.exec(one);
      if (block && !signals.some((signal) => signal.ecosystem === "tool"))
        signals.push({ ecosystem: "tool", name: tool, line, scope: "run", what: one.trim().slice(0, 100) });
      const kind = block?.[1];
      const name = block?.[2];
      if (name && (kind === "resource" || kind === "data"))
        signals.push({ ecosystem: "terraform", name, line, scope: "run", what: one.trim().slice(0, 100) });
      if (name && kind === "provider")
        signals.push({ ecosystem: "terraform", name: `${name}_`, line, scope: "run", what: one.trim().slice(0, 100) });
    }
    return { signals };
  },
};

/** Infrastructure as code. */
export const terraformReaders: Reader[] = [terraform];
