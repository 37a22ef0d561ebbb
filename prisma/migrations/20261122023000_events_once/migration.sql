-- What Prisma cannot say ------------------------------------------------------------------------------------------------

-- A new statement and a new stackup are news once; a lifecycle or a figure may change again.
CREATE UNIQUE INDEX "tool_events_once" ON "tool_events" ("tool_id", "kind", "path") WHERE "kind" IN ('statement', 'stackup');
