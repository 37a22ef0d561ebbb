-- Packages that editors of this site map to its tools.

-- CreateTable
CREATE TABLE "tool_packages" (
    "id" SERIAL NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "ecosystem" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tool_packages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "tool_packages_tool_id_idx" ON "tool_packages"("tool_id");

-- CreateIndex
CREATE UNIQUE INDEX "tool_packages_ecosystem_name_tool_id_key" ON "tool_packages"("ecosystem", "name", "tool_id");

-- AddForeignKey
ALTER TABLE "tool_packages" ADD CONSTRAINT "tool_packages_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tools"("id") ON DELETE CASCADE ON UPDATE CASCADE;
