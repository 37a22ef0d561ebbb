import type { Viewer } from "@/lib/members/schema";
import { whyNoWrite } from "@/lib/statements/drafts/rules";

/** Says why the viewer may not write, above a form that would be refused; nothing for everybody else. */
export function WriteRefusal({ viewer }: { viewer: Viewer }) {
  const reason = whyNoWrite(viewer);
  if (!reason) return null;
  return (
    <div className="note dead mt-5">
      <b>Not yet</b>
      {reason}
    </div>
  );
}
