import type { ReactNode } from "react";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { StackOwnerLink } from "@/components/stacks/stack-owner-link";
import { Tabs } from "@/components/ui/tabs";
import { formatPartialDate } from "@/lib/format";
import type { StackPage } from "@/lib/stacks/schema";

function Origin({ stack }: { stack: StackPage }): ReactNode {
  const on = <time dateTime={stack.asOf}>{formatPartialDate(stack.asOf)}</time>;
  if (stack.owner)
    return (
      <>
        The stack of a {stack.kind}, shared by <a href={`/members/${stack.owner.handle}`}>{stack.owner.handle}</a>, as
        of {on}.
      </>
    );
  if (stack.dataset)
    return (
      <>
        The stack of a {stack.kind}, extracted from the data set <a href={stack.dataset.url}>{stack.dataset.name}</a>,
        as of {on}. It counts apart from stacks that were shared.
      </>
    );
  return (
    <>
      The stack of a {stack.kind}, read from its public repository for the catalog, as of {on}.
    </>
  );
}

type Props = { stack: StackPage; current: string; title: string };

/** The head of a stack's pages: what it is, whose, and as of when. */
export function StackHead({ stack, current, title }: Props) {
  const path = `/stacks/${stack.slug}`;
  return (
    <>
      <Breadcrumb
        crumbs={[
          { name: "Stacks", href: "/stacks" },
          { name: stack.name, href: path },
        ]}
      />
      <div className="title">
        <div className="who">
          <div>
            <h1>{title}</h1>
          </div>
          {stack.owner && <StackOwnerLink slug={stack.slug} owner={stack.owner.handle} />}
        </div>
        <p>
          <Origin stack={stack} />
          {stack.commit && (
            <>
              {" "}
              Commit <code>{stack.commit.slice(0, 10)}</code>.
            </>
          )}
          {stack.url && (
            <>
              {" "}
              <a href={stack.url} rel="nofollow ugc">
                {stack.url.replace(/^https?:\/\/(?:www\.)?|\/$/g, "")}
              </a>
            </>
          )}
        </p>
        {stack.visibility === "unlisted" && (
          <p>Unlisted: whoever has this address sees it, and no list, count or search of this site has it.</p>
        )}
      </div>
      <Tabs
        label={`Pages about ${stack.name}`}
        current={current}
        tabs={[
          { href: path, text: "Tools" },
          { href: `${path}/history`, text: "History" },
        ]}
      />
    </>
  );
}
