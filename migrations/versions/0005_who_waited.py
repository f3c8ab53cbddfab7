"""The history of the waiting list; and who gave up what came back."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("via", sa.String(length=64), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["waiting_list.id"], name=op.f("fk_waiting_events_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_events")),
    )
    with op.batch_alter_table("waiting_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_events_entry_id"), ["entry_id"], unique=False)
    with op.batch_alter_table("freed_places", schema=None) as batch_op:
        batch_op.add_column(sa.Column("appointment_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_freed_places_appointment_id"), "appointments", ["appointment_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("freed_places", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_freed_places_appointment_id"), type_="foreignkey")
        batch_op.drop_column("appointment_id")
    with op.batch_alter_table("waiting_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_waiting_events_entry_id"))

    op.drop_table("waiting_events")
