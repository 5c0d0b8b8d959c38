using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tollgate.Server.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OwedLabels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_case_transactions_case_id",
                table: "case_transactions");

            migrationBuilder.AddColumn<long>(
                name: "next_try",
                table: "waiting_labels",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "place",
                table: "case_transactions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "owed_labels",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    label = table.Column<byte>(type: "INTEGER", nullable: false),
                    reported_at = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    through = table.Column<int>(type: "INTEGER", nullable: false),
                    done_from = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_owed_labels", x => x.case_id);
                    table.ForeignKey(
                        name: "fk_owed_labels_cases_case_id",
                        column: x => x.case_id,
                        principalTable: "cases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_waiting_labels_next_try_id",
                table: "waiting_labels",
                columns: new[] { "next_try", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_waiting_labels_transaction_id",
                table: "waiting_labels",
                column: "transaction_id");

            // By hand: the payments of a case take their places in the order in which they came, and its version is not
            // lower than their number.
            migrationBuilder.Sql(
                """
                UPDATE case_transactions SET place = numbered.place FROM (
                    SELECT transaction_id, row_number() OVER (
                        PARTITION BY case_id ORDER BY decided_at, transaction_id) AS place
                    FROM case_transactions) AS numbered
                WHERE numbered.transaction_id = case_transactions.transaction_id;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_case_transactions_case_id_place",
                table: "case_transactions",
                columns: new[] { "case_id", "place" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "owed_labels");

            migrationBuilder.DropIndex(
                name: "ix_waiting_labels_next_try_id",
                table: "waiting_labels");

            migrationBuilder.DropIndex(
                name: "ix_waiting_labels_transaction_id",
                table: "waiting_labels");

            migrationBuilder.DropIndex(
                name: "ix_case_transactions_case_id_place",
                table: "case_transactions");

            migrationBuilder.DropColumn(
                name: "next_try",
                table: "waiting_labels");

            migrationBuilder.DropColumn(
                name: "place",
                table: "case_transactions");

            migrationBuilder.CreateIndex(
                name: "ix_case_transactions_case_id",
                table: "case_transactions",
                column: "case_id");
        }
    }
}
