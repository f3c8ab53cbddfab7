"""Talks with a room, and tickets that go on from others."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "talks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_talks_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
    )
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.create_index(
            "uq_talks_open",
            ["ticket_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "talk_legs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=160), nullable=False),
        sa.Column("keys", sa.String(length=40), nullable=False),
        sa.Column("call_sid", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=12), nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=False),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("say", sa.String(length=40), nullable=True),
        sa.Column("tones", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mode IN ('listen', 'coach', 'join')", name=op.f("ck_talk_legs_mode")),
        sa.CheckConstraint(
            "place IN ('room', 'hold', 'dial', 'away', 'end')", name=op.f("ck_talk_legs_place")
        ),
        sa.CheckConstraint(
            "role IN ('caller', 'agent', 'colleague', 'extension', 'supervisor')",
            name=op.f("ck_talk_legs_role"),
        ),
        sa.CheckConstraint("state IN ('wanted', 'ringing', 'up', 'over')", name=op.f("ck_talk_legs_state")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_talk_legs_staff_id")),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name=op.f("fk_talk_legs_talk_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_talk_legs_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_legs")),
    )
    with op.batch_alter_table("talk_legs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_legs_call_sid"), ["call_sid"], unique=False)
        batch_op.create_index("ix_talk_legs_going_on", ["state", "seen_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_talk_legs_talk_id"), ["talk_id"], unique=False)

    with op.batch_alter_table("ticket_rings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leg_sid", sa.String(length=64), nullable=True))

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("follows_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("consulting", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("consulting")
        batch_op.drop_column("follows_id")

    with op.batch_alter_table("ticket_rings", schema=None) as batch_op:
        batch_op.drop_column("leg_sid")

    with op.batch_alter_table("talk_legs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_legs_talk_id"))
        batch_op.drop_index("ix_talk_legs_going_on")
        batch_op.drop_index(batch_op.f("ix_talk_legs_call_sid"))

    op.drop_table("talk_legs")
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_talks_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("talks")
