import { Versus } from "@/components/ui/versus";
import type { StackupCard } from "@/lib/stackups/schema";

/** Cards that lead to stackups. */
export function StackupLinks({ stackups }: { stackups: StackupCard[] }) {
  return (
    <ul className="rel">
      {stackups.map((stackup) => (
        <li key={stackup.slug}>
          <a href={`/stackups/${stackup.slug}`}>
            <Versus names={stackup.tools.map((tool) => tool.name)} />
            <small>{stackup.function}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}
