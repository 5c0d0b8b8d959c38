using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tollgate.Server.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Sessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "scopes",
                table: "refresh_tokens",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "session_ends_at",
                table: "refresh_tokens",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // By hand: a session from before ends with the refresh token that it has.
            migrationBuilder.Sql("UPDATE refresh_tokens SET session_ends_at = expires_at;");

            migrationBuilder.CreateTable(
                name: "master_key_check",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    value = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_master_key_check", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "master_key_check");

            migrationBuilder.DropColumn(
                name: "scopes",
                table: "refresh_tokens");

            migrationBuilder.DropColumn(
                name: "session_ends_at",
                table: "refresh_tokens");
        }
    }
}
