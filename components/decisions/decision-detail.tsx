import { DecisionOwnerLink } from "@/components/decisions/decision-owner-link";
import { MarkedText } from "@/components/layout/marked-text";
import { SectionHead } from "@/components/ui/section-head";
import { describeChoice } from "@/lib/decisions/rules";
import type { DecisionPage } from "@/lib/decisions/schema";
import { formatPartialDate } from "@/lib/format";

function Day({ day }: { day: string }) {
  return <time dateTime={day}>{formatPartialDate(day)}</time>;
}

/** A decision as its author tells it: what was chosen over what, the context, the options, the reasons. */
export function DecisionDetail({ decision }: { decision: DecisionPage }) {
  const { slug, title, context, reasons, options, decidedOn, revisitOn, author, stack, stackup } = decision;
  return (
    <>
      <div className="title">
        <div className="who">
          <div>
            <h1>{title}</h1>
          </div>
          {author && <DecisionOwnerLink slug={slug} author={author} />}
        </div>
        <p>
          <b>{describeChoice(options)}</b>, decided on <Day day={decidedOn} />
          {author && (
            <>
              {" "}
              by <a href={`/members/${author}`}>{author}</a>
            </>
          )}
          {stack && (
            <>
              {" "}
              for <a href={`/stacks/${stack.slug}`}>{stack.name}</a>
            </>
          )}
          .
          {revisitOn && (
            <>
              {" "}
              To be looked at again on <Day day={revisitOn} />.
            </>
          )}
        </p>
        {decision.visibility === "unlisted" && (
          <p>Unlisted: whoever has this address sees it, and no list, count or feed of this site has it.</p>
        )}
        <p className="row-tools">
          <a href={`/stackups/${stackup}`}>The comparison</a> <a href={`/decisions/${slug}/adr`}>As ADR in Markdown</a>
        </p>
      </div>
      <section className="section" aria-labelledby="context">
        <SectionHead id="context" title="Context" />
        <div className="prose mt-3">
          <MarkedText text={context} />
        </div>
      </section>
      <section className="section" aria-labelledby="options">
        <SectionHead id="options" title="Options" />
        {options.map((option) => (
          <div key={option.slug} className="border-b border-rule py-3">
            <h3>{option.isShown ? <a href={`/tools/${option.slug}`}>{option.name}</a> : option.name}</h3>
            {option.isChosen && <p className="text-soft">Chosen</p>}
            {option.note && (
              <div className="prose">
                <MarkedText text={option.note} />
              </div>
            )}
          </div>
        ))}
      </section>
      <section className="section" aria-labelledby="reasons">
        <SectionHead id="reasons" title="Reasons" />
        <div className="prose mt-3">
          <MarkedText text={reasons} />
        </div>
      </section>
    </>
  );
}
