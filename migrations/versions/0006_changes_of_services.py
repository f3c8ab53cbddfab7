"""Services are edited by staff, too: their changes stand beside those of the offices."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rule_changes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("service_key", sa.String(length=60), nullable=True))
        batch_op.alter_column("office_key", existing_type=sa.String(length=40), nullable=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_rule_changes_service_key"), "services", ["service_key"], ["key"]
        )
        batch_op.create_index(batch_op.f("ix_rule_changes_service_key"), ["service_key"], unique=False)
        batch_op.create_check_constraint("of_one", "(office_key IS NULL) <> (service_key IS NULL)")


def downgrade() -> None:
    op.execute("DELETE FROM rule_changes WHERE office_key IS NULL")
    with op.batch_alter_table("rule_changes", schema=None) as batch_op:
        batch_op.drop_constraint("of_one", type_="check")
        batch_op.drop_index(batch_op.f("ix_rule_changes_service_key"))
        batch_op.drop_constraint(batch_op.f("fk_rule_changes_service_key"), type_="foreignkey")
        batch_op.alter_column("office_key", existing_type=sa.String(length=40), nullable=False)
        batch_op.drop_column("service_key")
