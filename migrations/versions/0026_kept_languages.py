"""Languages that callers wanted to be remembered, by what the house's key makes of their numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_languages",
        sa.Column("caller", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("caller", name=op.f("pk_kept_languages")),
    )
    with op.batch_alter_table("kept_languages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_languages_used_on"), ["used_on"], unique=False)


def downgrade() -> None:
    op.drop_table("kept_languages")
