"""Replays of calls against drafts, and what they found."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "replays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_replays_edition_id_editions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replays")),
    )
    with op.batch_alter_table("replays", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_replays_line"), ["line"], unique=False)
        batch_op.create_index(op.f("ix_replays_at"), ["at"], unique=False)
    op.create_table(
        "replayed_calls",
        sa.Column("replay_id", sa.Integer(), nullable=False),
        sa.Column("call_sid", sa.String(), nullable=False),
        sa.Column("change", sa.String(length=20), nullable=True),
        sa.Column("left_out", sa.String(length=20), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("modelled", sa.Integer(), nullable=True),
        sa.Column("assumed", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["replay_id"],
            ["replays.id"],
            name=op.f("fk_replayed_calls_replay_id_replays"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("replay_id", "call_sid", name=op.f("pk_replayed_calls")),
    )
    with op.batch_alter_table("replayed_calls", schema=None) as batch_op:
        batch_op.create_index("ix_replayed_calls_change", ["replay_id", "change"], unique=False)


def downgrade() -> None:
    op.drop_table("replayed_calls")
    op.drop_table("replays")
