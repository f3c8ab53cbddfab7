"""What callers did at each step, counted by day; of a call, which way it took and its slowest answer."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NOT_COUNTED = sa.text("counted_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "step_counts",
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("edition", sa.String(length=80), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "line", "day", "edition", "step", "what", "name", name=op.f("pk_step_counts")
        ),
    )
    op.create_table(
        "heard_counts",
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("edition", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("heard", sa.String(length=80), nullable=False),
        sa.Column("meant", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "line",
            "step",
            "day",
            "edition",
            "language",
            "kind",
            "heard",
            "meant",
            name=op.f("pk_heard_counts"),
        ),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("way", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("slowest_ms", sa.Double(), nullable=True))
        batch_op.create_index(
            "ix_calls_to_count",
            ["ended_at"],
            unique=False,
            sqlite_where=NOT_COUNTED,
            postgresql_where=NOT_COUNTED,
        )
        batch_op.drop_index("ix_calls_started_at")
        batch_op.create_index("ix_calls_newest", ["started_at", "sid"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index("ix_calls_newest")
        batch_op.create_index("ix_calls_started_at", ["started_at"], unique=False)
        batch_op.drop_index("ix_calls_to_count", sqlite_where=NOT_COUNTED, postgresql_where=NOT_COUNTED)
        batch_op.drop_column("slowest_ms")
        batch_op.drop_column("way")
        batch_op.drop_column("counted_at")

    op.drop_table("heard_counts")
    op.drop_table("step_counts")
