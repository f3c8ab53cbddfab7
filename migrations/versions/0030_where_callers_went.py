"""The ticket that follows another is found without going through all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

FOLLOWS = sa.text("follows_id IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tickets_follows_id",
            ["follows_id"],
            unique=False,
            sqlite_where=FOLLOWS,
            postgresql_where=FOLLOWS,
        )


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index("ix_tickets_follows_id")
