-- What Prisma cannot say ------------------------------------------------------------------------------------------------

-- Tools of a stackup change their order when one of them gets another slug: their places are compared when all have moved.
DROP INDEX "stackup_tools_stackup_id_position_key";
ALTER TABLE "stackup_tools" ADD CONSTRAINT "stackup_tools_stackup_id_position_key" UNIQUE ("stackup_id", "position") DEFERRABLE;
