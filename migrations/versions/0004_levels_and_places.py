"""How well agents know lines, topics and languages; a ticket's place in the queue in one column."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WAITING = sa.text("state IN ('waiting')")
WAITING_OF_SOMEBODY = sa.text("state IN ('waiting') AND own_agent_id IS NOT NULL")


def upgrade() -> None:
    for table in ("agent_skills", "agent_languages"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("level", sa.Integer(), server_default=sa.text("2"), nullable=False))
    op.create_table(
        "agent_lines",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), server_default=sa.text("2"), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.staff_id"], name=op.f("fk_agent_lines_agent_id")),
        sa.PrimaryKeyConstraint("agent_id", "line", name=op.f("pk_agent_lines")),
    )
    with op.batch_alter_table("ticket_rings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE ticket_rings SET ended_at = give_up_at WHERE outcome IS NOT NULL")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index("ix_tickets_order_of_the_queue")
        batch_op.add_column(sa.Column("counts_from", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("own_agent_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_tickets_own_agent_id"), "staff", ["own_agent_id"], ["id"])
    op.execute("UPDATE tickets SET counts_from = enqueued_at")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.alter_column("counts_from", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.create_index("ix_tickets_last_talk", ["caller", "connected_at"], unique=False)
        batch_op.create_index(
            "ix_tickets_line_up",
            ["line", "skill", "language", "counts_from", "id"],
            unique=False,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        )
        batch_op.create_index(
            "ix_tickets_own_agent",
            ["own_agent_id"],
            unique=False,
            sqlite_where=WAITING_OF_SOMEBODY,
            postgresql_where=WAITING_OF_SOMEBODY,
        )


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_tickets_own_agent",
            sqlite_where=WAITING_OF_SOMEBODY,
            postgresql_where=WAITING_OF_SOMEBODY,
        )
        batch_op.drop_index("ix_tickets_line_up", sqlite_where=WAITING, postgresql_where=WAITING)
        batch_op.drop_index("ix_tickets_last_talk")
        batch_op.drop_constraint(op.f("fk_tickets_own_agent_id"), type_="foreignkey")
        batch_op.drop_column("own_agent_id")
        batch_op.drop_column("counts_from")
        batch_op.create_index(
            "ix_tickets_order_of_the_queue", ["state", "skill", "priority", "enqueued_at"], unique=False
        )
    with op.batch_alter_table("ticket_rings", schema=None) as batch_op:
        batch_op.drop_column("ended_at")
    op.drop_table("agent_lines")
    for table in ("agent_languages", "agent_skills"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("level")
