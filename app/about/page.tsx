import type { Metadata } from "next";
import { TextPage } from "@/components/layout/text-page";
import { site } from "@/lib/site";
import { ALTERNATIVES_RULE, lifecycleMeaning } from "@/lib/tools/rules";
import { lifecycleStates } from "@/lib/tools/schema";

export const metadata: Metadata = {
  title: "About",
  description: "What the figures and words on this site mean, where they come from, and how tools are ranked.",
  alternates: { canonical: "/about" },
};

export default function AboutPage() {
  return (
    <TextPage
      title={`About ${site.name}`}
      opening="A reference book for developers who must choose between tools, and who trust nothing that they cannot check."
    >
      <p>
        {site.name} is open-source software that anyone can host. It shows what a tool is, whether it is still alive,
        how it differs from its neighbours and what people think of it. It takes no money from the makers of tools, and
        no order on any page can be bought.
      </p>
      <h2 id="sources">Sources</h2>
      <p>
        Every fact, figure and written difference carries a numbered mark. The mark leads to the page that says so, and
        to the day on which somebody read it. What nobody could check is left out. Pros and cons are opinions, and carry
        votes instead.
      </p>
      <h2 id="figures">What a figure means</h2>
      <ul>
        <li>
          <b>Votes</b> of a tool are the sum of the votes on its pros, and what a data set counted for the tool as a
          whole beyond them. Votes on cons are shown beside each con and counted apart.
        </li>
        <li>
          <b>Stacks</b> are the public stacks here that list the tool, <b>followers</b> the members who follow it. What
          a data set counted before is added, with its source; the tooltip shows both parts.
        </li>
        <li>
          <b>Stars</b> and <b>forks</b> are the newest reading of the tool’s GitHub repository, with its date. A dash
          means that there is no reading with a source, not that there are none.
        </li>
      </ul>
      <h2 id="lifecycle">Lifecycle</h2>
      <ul>
        {lifecycleStates.map((state) => (
          <li key={state}>
            <b>{state}</b>: {lifecycleMeaning(state)}
          </li>
        ))}
      </ul>
      <h2 id="alternatives">How alternatives are ranked</h2>
      <p>{ALTERNATIVES_RULE}</p>
      <h2 id="differences">Differences</h2>
      <p>
        Where an editor wrote the differences of a stackup, they are numbered and each half of a claim has its source.
        Where nobody did, the page computes differences from the checked facts and says so. A stackup of tools that do
        different jobs carries a notice, and offers pairs that are alike.
      </p>
    </TextPage>
  );
}
