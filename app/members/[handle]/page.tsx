import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { DecisionLinks } from "@/components/decisions/decision-links";
import { MemberStatements } from "@/components/members/member-statements";
import { MemberTile } from "@/components/members/member-tile";
import { StackItem } from "@/components/stacks/stack-item";
import { ToolLinks } from "@/components/tools/tool-links";
import { SectionHead } from "@/components/ui/section-head";
import { listDecisionsOfMember } from "@/lib/decisions/queries";
import { formatPartialDate } from "@/lib/format";
import { findHandle, getMember } from "@/lib/members/queries";
import { handleSchema, type MemberPage } from "@/lib/members/schema";
import { listStacksOfMember } from "@/lib/stacks/queries";

type Props = { params: Promise<{ handle: string }> };

/** A build reads no database: it renders this one, which is no handle, and every real profile is stored on its first view. */
export function generateStaticParams() {
  return [{ handle: "_" }];
}

async function readMember({ params }: Props): Promise<MemberPage> {
  const { handle } = await params;
  const asked = handleSchema.safeParse(handle);
  const own = asked.success ? await findHandle(asked.data) : null;
  if (!own) notFound();
  if (own !== handle) permanentRedirect(`/members/${own}`);
  const member = await getMember(own);
  if (!member) notFound();
  return member;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { handle, name } = await readMember(props);
  const title = name === handle ? handle : `${name} (${handle})`;
  const path = `/members/${handle}`;
  return {
    title,
    description: `What ${handle} follows and says about developer tools.`,
    alternates: { canonical: path },
    openGraph: { title, url: path },
  };
}

export default async function MemberPageRoute(props: Props) {
  const member = await readMember(props);
  const { handle, follows, followCount, votes } = member;
  const [stacks, decided] = await Promise.all([listStacksOfMember(handle), listDecisionsOfMember(handle)]);
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <div className="who">
          <MemberTile handle={handle} />
          <h1>{member.name}</h1>
        </div>
        <p>
          {handle}, member since <time dateTime={member.since}>{formatPartialDate(member.since)}</time>
        </p>
      </div>
      <section className="section" aria-labelledby="follows">
        <SectionHead id="follows" title="Follows">
          {followCount > follows.length ? `the newest ${follows.length} of ${followCount}` : null}
        </SectionHead>
        <p className="mt-3">
          {follows.length > 0 ? <ToolLinks tools={follows} /> : <span className="none">Follows no tool yet.</span>}
        </p>
      </section>
      <section className="section" aria-labelledby="stacks">
        <SectionHead id="stacks" title="Stacks" />
        {stacks.length > 0 ? (
          stacks.map((stack) => <StackItem key={stack.slug} stack={stack} heading="h3" />)
        ) : (
          <p className="none mt-3">Shared none yet.</p>
        )}
      </section>
      <section className="section" aria-labelledby="decisions">
        <SectionHead id="decisions" title="Decisions">
          {decided.total > decided.decisions.length
            ? `the newest ${decided.decisions.length} of ${decided.total}`
            : null}
        </SectionHead>
        {decided.total > 0 ? (
          <DecisionLinks decisions={decided.decisions} isByOne />
        ) : (
          <p className="none mt-3">Recorded none yet.</p>
        )}
      </section>
      <MemberStatements
        id="statements"
        title="Pros and cons"
        statements={member.statements}
        count={member.statementCount}
        none="Wrote none yet."
      />
      {votes && (
        <MemberStatements
          id="votes"
          title="Voted for"
          statements={votes}
          count={member.voteCount}
          none="Voted for nothing yet."
        />
      )}
    </div>
  );
}
