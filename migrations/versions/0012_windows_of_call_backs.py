"""Until when a call back may ring, how many windows have passed, and when the citizen is told of another."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("not_after", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("windows_missed", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("tell_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("tell_at")
        batch_op.drop_column("windows_missed")
        batch_op.drop_column("not_after")
