import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { PendingList } from "@/components/admin/pending-list";
import { SectionHead } from "@/components/ui/section-head";
import { formatNumberOf } from "@/lib/format";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { listPendingTools } from "@/lib/stacks/pending/queries";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Pending tools", robots: { index: false, follow: false } };

const DONE = new Map([
  ["map", "Every stack that has this name has the tool now."],
  ["refuse", "Refused. Stacks go on to show the name as their owners gave it."],
]);

export default async function PendingPage({ searchParams }: Props) {
  const [viewer, query] = await Promise.all([headers().then(getViewer), searchParams]);
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="Pending tools" next="/admin/pending" />;
  const { waiting, total, decided } = await listPendingTools();
  return (
    <AdminPage
      viewer={viewer}
      title="Pending tools"
      current="/admin/pending"
      opening="Names that stacks have and the catalog has not. Mapped to a tool, a name is that tool in every stack, now and later."
      notice={DONE.get(String(query.done)) ?? null}
    >
      {waiting.length === 0 ? <p className="none">No name waits.</p> : <PendingList tools={waiting} />}
      {total > waiting.length && (
        <p className="mt-3 text-faint">
          The {waiting.length} that most stacks have, of {formatNumberOf(total, "name")}.
        </p>
      )}
      {decided.length > 0 && (
        <section className="section" aria-labelledby="decided">
          <SectionHead id="decided" title="Decided last" />
          <ul className="own">
            {decided.map(({ id, name, status, tool }) => (
              <li key={id}>
                <span>{name}</span>
                {status === "mapped" && tool ? (
                  <span>
                    is <a href={`/tools/${tool.slug}`}>{tool.name}</a>
                  </span>
                ) : (
                  <span className="none">refused</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </AdminPage>
  );
}
