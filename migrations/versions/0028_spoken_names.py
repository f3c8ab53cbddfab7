"""Names that callers spoke for whoever takes their call: which recordings at the carrier they are."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spoken_names",
        sa.Column("call_sid", sa.String(length=64), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=True),
        sa.Column("keep_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("call_sid", name=op.f("pk_spoken_names")),
    )
    with op.batch_alter_table("spoken_names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spoken_names_keep_until"), ["keep_until"], unique=False)


def downgrade() -> None:
    op.drop_table("spoken_names")
