"""Talks that are recorded: what callers said when they were asked, and the recordings."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tape_consents",
        sa.Column("call_sid", sa.String(length=64), nullable=False),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("call_sid", name=op.f("pk_tape_consents")),
    )
    with op.batch_alter_table("tape_consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tape_consents_asked_at"), ["asked_at"], unique=False)

    op.create_table(
        "tapes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("call_sid", sa.String(length=64), nullable=False),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("leg_sid", sa.String(length=64), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("on_hold", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("discarded", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("tried", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("keep_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('wanted', 'running', 'paused', 'over')", name=op.f("ck_tapes_state")),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_tapes_agent_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_tapes_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tapes")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_tapes_ticket_id")),
    )
    with op.batch_alter_table("tapes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tapes_call_sid"), ["call_sid"], unique=False)
        batch_op.create_index(
            "ix_tapes_going_on",
            ["state"],
            unique=False,
            sqlite_where=sa.text("state IN ('wanted', 'running', 'paused')"),
            postgresql_where=sa.text("state IN ('wanted', 'running', 'paused')"),
        )
        batch_op.create_index(batch_op.f("ix_tapes_keep_until"), ["keep_until"], unique=False)


def downgrade() -> None:
    op.drop_table("tapes")
    op.drop_table("tape_consents")
