using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Tollgate.Server.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Checkpoints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "marks",
                table: "cases",
                newName: "flags");

            migrationBuilder.RenameColumn(
                name: "marks",
                table: "case_transactions",
                newName: "flags");

            migrationBuilder.CreateTable(
                name: "checkpoints",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checkpoints", x => x.name);
                });

            migrationBuilder.InsertData(
                table: "checkpoints",
                columns: new[] { "name", "position" },
                values: new object[,]
                {
                    { "access", 0L },
                    { "cases", 0L }
                });

            // By hand: a database of the version before keeps its positions.
            migrationBuilder.Sql(
                "UPDATE checkpoints SET position = (SELECT version FROM access_version) WHERE name = 'access';");

            migrationBuilder.Sql(
                "UPDATE checkpoints SET position = (SELECT next_offset FROM case_writer_position) "
                    + "WHERE name = 'cases';");

            migrationBuilder.DropTable(
                name: "access_version");

            migrationBuilder.DropTable(
                name: "case_writer_position");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "flags",
                table: "cases",
                newName: "marks");

            migrationBuilder.RenameColumn(
                name: "flags",
                table: "case_transactions",
                newName: "marks");

            migrationBuilder.CreateTable(
                name: "access_version",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_version", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_writer_position",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    next_offset = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_writer_position", x => x.id);
                });

            migrationBuilder.InsertData(
                table: "access_version",
                columns: new[] { "id", "version" },
                values: new object[] { 1, 0L });

            migrationBuilder.InsertData(
                table: "case_writer_position",
                columns: new[] { "id", "next_offset" },
                values: new object[] { 1, 0L });

            migrationBuilder.Sql(
                "UPDATE access_version SET version = (SELECT position FROM checkpoints WHERE name = 'access');");

            migrationBuilder.Sql(
                "UPDATE case_writer_position SET next_offset = "
                    + "(SELECT position FROM checkpoints WHERE name = 'cases');");

            migrationBuilder.DropTable(
                name: "checkpoints");
        }
    }
}
