"""Waiting music of a line's own."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "music",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("sound", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["sound"], ["sounds.hash"], name=op.f("fk_music_sound_sounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_music")),
        sa.UniqueConstraint("line", "sound", name=op.f("uq_music_line_sound")),
    )
    with op.batch_alter_table("music", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_music_sound"), ["sound"], unique=False)


def downgrade() -> None:
    op.drop_table("music")
