/** What a revision is about. */
export const revisionSubjects = ["tool", "statement", "stackup", "category"] as const;
export type RevisionSubject = (typeof revisionSubjects)[number];

/** Who makes a change: a member by id and handle, or (`id` null) the catalog, an import or a job by its name. */
export type Author = { id: string | null; name: string };

/** The author of what the built-in catalog's files brought. */
export const CATALOG_AUTHOR: Author = { id: null, name: "built-in catalog" };
