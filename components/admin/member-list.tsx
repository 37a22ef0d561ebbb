import { formatNumberOf, formatPartialDate } from "@/lib/format";
import { type MemberLine, memberRoles } from "@/lib/members/standing/schema";

/** Members, each with its role to change and its ban. */
export function MemberList({ members }: { members: MemberLine[] }) {
  return (
    <ul className="own">
      {members.map(({ handle, name, email, isConfirmed, role, bannedAt, createdAt, votes, statements }) => (
        <li key={handle}>
          <div>
            <b>
              <a href={`/members/${handle}`}>{handle}</a>
            </b>{" "}
            {name !== handle && name}
            {bannedAt && <span className="chip">banned</span>}
            <small>
              {email}
              {!isConfirmed && " (not confirmed)"} · since {formatPartialDate(createdAt.toISOString().slice(0, 10))} ·{" "}
              {formatNumberOf(votes, "vote")} · {formatNumberOf(statements, "statement")}
            </small>
          </div>
          <form action="/api/admin/members/role" method="post" className="row-tools">
            <input type="hidden" name="member" value={handle} />
            <select name="role" defaultValue={role} aria-label={`Role of ${handle}`}>
              {memberRoles.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
            <button type="submit" className="pill">
              Change role<span className="sr-only"> of {handle}</span>
            </button>
          </form>
          <form action="/api/admin/members/ban" method="post" className="row-tools">
            <input type="hidden" name="member" value={handle} />
            {!bannedAt && (
              <input
                name="reason"
                required
                maxLength={200}
                placeholder="Reason"
                aria-label={`Why ${handle} is banned`}
              />
            )}
            <button type="submit" name="ban" value={bannedAt ? "off" : "on"} className="pill">
              {bannedAt ? "Lift the ban" : "Ban"}
              <span className="sr-only"> of {handle}</span>
            </button>
          </form>
        </li>
      ))}
    </ul>
  );
}
