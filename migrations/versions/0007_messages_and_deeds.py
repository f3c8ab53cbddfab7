"""Messages to agents, what supervisors do to them, and looking tickets up by day and by agent."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agent_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("detail", sa.String(length=240), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.staff_id"], name=op.f("fk_agent_events_agent_id")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_agent_events_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_events")),
    )
    with op.batch_alter_table("agent_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agent_events_agent_id"), ["agent_id"], unique=False)

    op.create_table(
        "desk_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["from_id"], ["staff.id"], name=op.f("fk_desk_messages_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["agents.staff_id"], name=op.f("fk_desk_messages_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_messages")),
    )
    with op.batch_alter_table("desk_messages", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_desk_messages_to_id_read_at"), ["to_id", "read_at"], unique=False
        )

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tickets_agent_id_connected_at"), ["agent_id", "connected_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_tickets_enqueued_at"), ["enqueued_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tickets_enqueued_at"))
        batch_op.drop_index(batch_op.f("ix_tickets_agent_id_connected_at"))

    with op.batch_alter_table("desk_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_messages_to_id_read_at"))

    op.drop_table("desk_messages")
    with op.batch_alter_table("agent_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agent_events_agent_id"))

    op.drop_table("agent_events")
