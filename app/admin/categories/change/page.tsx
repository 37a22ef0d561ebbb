import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { EditField } from "@/components/editing/edit-field";
import { listCategories, listToolsBelow } from "@/lib/categories/queries";
import { describeChange, findTrail, pathAfter } from "@/lib/categories/rules";
import { categoryChangeSchema } from "@/lib/categories/schema";
import { formatNumberOf } from "@/lib/format";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Change the tree", robots: { index: false, follow: false } };

export default async function ChangeCategoryPage({ searchParams }: Props) {
  const [query, sent] = await Promise.all([searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer))
    return <EditorsOnly viewer={viewer} title="Change the tree" next="/admin/categories" />;
  const asked = categoryChangeSchema.safeParse(query);
  const frame = { viewer, current: "/admin/categories" };
  if (!asked.success)
    return (
      <AdminPage {...frame} title="This cannot be done">
        {asked.error.issues.map((issue) => (
          <p key={issue.path.join(".")}>
            {issue.path.join(".")}: {issue.message}
          </p>
        ))}
        <p className="mt-4">
          <a href="/admin/categories">The whole tree</a>
        </p>
      </AdminPage>
    );
  const change = asked.data;
  const tree = await listCategories();
  const nameOf = (path: string) => findTrail(tree, path)?.at(-1)?.name ?? path;
  const title = describeChange(
    change,
    change.do === "add" ? change.name : nameOf(change.path),
    change.do === "move" || change.do === "merge" ? nameOf(change.to) : "",
  );
  const to = pathAfter(change);
  const moves = change.do !== "add" && to !== change.path;
  const below = moves ? await listToolsBelow(change.path) : { tools: [], total: 0 };
  return (
    <AdminPage {...frame} title={title} opening={`Its address will be /categories/${to}.`}>
      <form className="form" action="/api/categories" method="post">
        {Object.entries(change).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <EditField name="reason" label="Why" value="" hint="One sentence for the history of the tools that move." />
        <p className="row-tools">
          <button type="submit" className="button">
            Do it
          </button>
          <a className="pill" href="/admin/categories">
            Leave it
          </a>
        </p>
      </form>
      <h2 className="mt-8">{formatNumberOf(below.total, "tool")} will move</h2>
      <ul className="own">
        {below.tools.map(({ slug, name: tool, path }) => (
          <li key={slug}>
            <a href={`/tools/${slug}`}>{tool}</a>
            <small>
              {path} → {change.do === "add" ? path : to + path.slice(change.path.length)}
            </small>
          </li>
        ))}
      </ul>
      {below.total > below.tools.length && (
        <p className="none mt-3">and {formatNumberOf(below.total - below.tools.length, "more tool")}</p>
      )}
    </AdminPage>
  );
}
