"""When a ring began, and as which call a citizen is dialled; callers in the menu who keep their place."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ticket_rings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("dialled_sid", sa.String(length=64), nullable=True))
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("said", sa.String(length=20), nullable=True))
        batch_op.drop_constraint(op.f("ck_tickets_kind"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_tickets_kind"), "kind IN ('waiting', 'call_back', 'in_menu')"
        )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_column("said_in_queue")


def downgrade() -> None:
    op.execute("UPDATE tickets SET kind = 'waiting' WHERE kind = 'in_menu'")
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("said_in_queue", sa.Integer(), nullable=True))
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_tickets_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_tickets_kind"), "kind IN ('waiting', 'call_back')")
        batch_op.drop_column("said")
    with op.batch_alter_table("ticket_rings", schema=None) as batch_op:
        batch_op.drop_column("dialled_sid")
        batch_op.drop_column("begun_at")
