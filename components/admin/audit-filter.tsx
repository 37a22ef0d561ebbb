/** Chooses which entries of the audit log are listed. */
export function AuditFilter({ actions, action, actor }: { actions: string[]; action: string; actor: string }) {
  return (
    <form className="filters" action="/admin/audit" method="get">
      <label>
        <b>Action</b>
        <select name="action" defaultValue={action}>
          <option value="">all</option>
          {actions.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        <b>Done by</b>
        <input name="actor" defaultValue={actor} maxLength={200} spellCheck={false} />
      </label>
      <button type="submit" className="button quiet">
        Show
      </button>
    </form>
  );
}
