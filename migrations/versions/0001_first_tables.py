"""The tables of the line, its agents and its book."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_clients",
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_api_clients")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_clients_key_hash")),
    )
    op.create_table(
        "calls",
        sa.Column("sid", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("caller", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("script", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("said_in_queue", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("sid", name=op.f("pk_calls")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index("ix_calls_open", ["ended_at", "seen_at"], unique=False)
        batch_op.create_index("ix_calls_started_at", ["started_at"], unique=False)

    op.create_table(
        "incoming_texts",
        sa.Column("sid", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meant", sa.String(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sid", name=op.f("pk_incoming_texts")),
    )
    with op.batch_alter_table("incoming_texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incoming_texts_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_incoming_texts_sender"), ["sender"], unique=False)

    op.create_table(
        "offices",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("short", sa.String(length=40), nullable=False),
        sa.Column("former_names", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("subdivision", sa.String(length=2), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.Column("staff_horizon_days", sa.Integer(), nullable=False),
        sa.Column("cut_off_minutes", sa.Integer(), nullable=False),
        sa.Column("return_after_min", sa.Integer(), nullable=False),
        sa.Column("return_after_max", sa.Integer(), nullable=False),
        sa.Column("extra_percent", sa.Integer(), nullable=False),
        sa.Column("near", sa.JSON(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "0 <= return_after_min AND return_after_min <= return_after_max",
            name=op.f("ck_offices_return_window"),
        ),
        sa.CheckConstraint("extra_percent BETWEEN 0 AND 100", name=op.f("ck_offices_extra_percent")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_offices")),
    )
    op.create_table(
        "services",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("synonyms", sa.JSON(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("fee", sa.JSON(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("bookable", sa.Boolean(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_services")),
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_tries")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )
    op.create_table(
        "api_limits",
        sa.Column("client", sa.String(length=24), nullable=False),
        sa.Column("of", sa.String(length=20), nullable=False),
        sa.Column("every_us", sa.BigInteger(), nullable=False),
        sa.Column("burst", sa.Integer(), nullable=False),
        sa.Column("full_at_us", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("every_us > 0 AND burst > 0", name=op.f("ck_api_limits_gives_something")),
        sa.ForeignKeyConstraint(
            ["client"], ["api_clients.name"], name=op.f("fk_api_limits_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client", "of", name=op.f("pk_api_limits")),
    )
    op.create_table(
        "api_replays",
        sa.Column("client", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(length=200), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client"], ["api_clients.name"], name=op.f("fk_api_replays_client"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client", "key", name=op.f("pk_api_replays")),
    )
    with op.batch_alter_table("api_replays", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_replays_at"), ["at"], unique=False)

    op.create_table(
        "closures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_key", sa.String(length=40), nullable=False),
        sa.Column("day_from", sa.Date(), nullable=False),
        sa.Column("day_to", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.CheckConstraint("day_from <= day_to", name=op.f("ck_closures_days_in_order")),
        sa.ForeignKeyConstraint(["office_key"], ["offices.key"], name=op.f("fk_closures_office_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
    )
    with op.batch_alter_table("closures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closures_office_key"), ["office_key"], unique=False)

    op.create_table(
        "desks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("extra", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["office_key"], ["offices.key"], name=op.f("fk_desks_office_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desks")),
        sa.UniqueConstraint("office_key", "number", name=op.f("uq_desks_office_key_number")),
    )
    op.create_table(
        "freed_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_key", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_key"], ["offices.key"], name=op.f("fk_freed_places_office_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freed_places")),
    )
    with op.batch_alter_table("freed_places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_freed_places_look_at"), ["look_at"], unique=False)

    op.create_table(
        "office_services",
        sa.Column("service_key", sa.String(length=60), nullable=False),
        sa.Column("office_key", sa.String(length=40), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("missed_percent", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "buffer_minutes >= 0 AND buffer_minutes % 5 = 0",
            name=op.f("ck_office_services_buffer_in_whole_cells"),
        ),
        sa.CheckConstraint(
            "missed_percent BETWEEN 0 AND 100", name=op.f("ck_office_services_missed_percent")
        ),
        sa.CheckConstraint("places BETWEEN 1 AND 25", name=op.f("ck_office_services_places")),
        sa.ForeignKeyConstraint(["office_key"], ["offices.key"], name=op.f("fk_office_services_office_key")),
        sa.ForeignKeyConstraint(
            ["service_key"], ["services.key"], name=op.f("fk_office_services_service_key")
        ),
        sa.PrimaryKeyConstraint("service_key", "office_key", name=op.f("pk_office_services")),
    )
    with op.batch_alter_table("office_services", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_services_office_key"), ["office_key"], unique=False)

    op.create_table(
        "opening_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_key", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=200), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("place_minutes", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("special", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "NOT special OR valid_from = valid_until", name=op.f("ck_opening_series_special_is_one_day")
        ),
        sa.CheckConstraint("opens < closes", name=op.f("ck_opening_series_opens_before_it_closes")),
        sa.CheckConstraint(
            "place_minutes > 0 AND place_minutes % 5 = 0", name=op.f("ck_opening_series_whole_cells")
        ),
        sa.ForeignKeyConstraint(["office_key"], ["offices.key"], name=op.f("fk_opening_series_office_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_series")),
    )
    with op.batch_alter_table("opening_series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opening_series_office_key"), ["office_key"], unique=False)

    op.create_table(
        "rule_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_key", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["office_key"], ["offices.key"], name=op.f("fk_rule_changes_office_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_changes")),
    )
    with op.batch_alter_table("rule_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rule_changes_office_key"), ["office_key"], unique=False)

    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_sid", sa.String(length=64), nullable=False),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("skill", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("caller", sa.String(length=40), nullable=True),
        sa.Column("service", sa.String(length=80), nullable=True),
        sa.Column("office", sa.String(length=80), nullable=True),
        sa.Column("wish", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("hold_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("story", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("enqueued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.Column("call_back_number", sa.String(length=40), nullable=True),
        sa.Column("call_back_tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("connected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("talked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_as", sa.String(length=20), nullable=True),
        sa.Column("settled", sa.Boolean(), nullable=True),
        sa.CheckConstraint("kind IN ('waiting', 'call_back')", name=op.f("ck_tickets_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'ringing', 'connected', 'wrap_up', 'done', 'abandoned')",
            name=op.f("ck_tickets_state"),
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_tickets_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tickets_call_sid"), ["call_sid"], unique=False)
        batch_op.create_index(
            "ix_tickets_order_of_the_queue", ["state", "skill", "priority", "enqueued_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_tickets_talked_until"), ["talked_until"], unique=False)
        batch_op.create_index(
            "uq_tickets_live_call",
            ["call_sid"],
            unique=True,
            sqlite_where=sa.text("state IN ('waiting', 'ringing', 'connected')"),
            postgresql_where=sa.text("state IN ('waiting', 'ringing', 'connected')"),
        )

    op.create_table(
        "turns",
        sa.Column("call_sid", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard", sa.JSON(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("took_ms", sa.Double(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_sid"], ["calls.sid"], name=op.f("fk_turns_call_sid"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_sid", "n", name=op.f("pk_turns")),
    )
    op.create_table(
        "agents",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(length=160), nullable=False),
        sa.Column("wants", sa.String(length=12), nullable=False),
        sa.Column("wants_why", sa.String(length=20), nullable=True),
        sa.Column("wants_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'idle') = (ticket_id IS NULL)", name=op.f("ck_agents_busy_with_a_ticket")
        ),
        sa.CheckConstraint(
            "state IN ('idle', 'ringing', 'in_call', 'wrap_up')", name=op.f("ck_agents_state")
        ),
        sa.CheckConstraint("wants IN ('available', 'break', 'away', 'off')", name=op.f("ck_agents_wants")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_agents_staff_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_agents_ticket_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_agents")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_agents_ticket_id")),
    )
    with op.batch_alter_table("agents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agents_wants_state"), ["wants", "state"], unique=False)

    op.create_table(
        "appointments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("office_key", sa.String(length=40), nullable=False),
        sa.Column("service_key", sa.String(length=60), nullable=False),
        sa.Column("further_services", sa.JSON(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=7), nullable=True),
        sa.Column("calendar_token", sa.String(length=43), nullable=True),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_appointments_starts_before_it_ends")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_appointments_desk_id")),
        sa.ForeignKeyConstraint(["office_key"], ["offices.key"], name=op.f("fk_appointments_office_key")),
        sa.ForeignKeyConstraint(["service_key"], ["services.key"], name=op.f("fk_appointments_service_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("calendar_token", name=op.f("uq_appointments_calendar_token")),
        sa.UniqueConstraint("code", name=op.f("uq_appointments_code")),
    )
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.create_index(
            "ix_appointments_due",
            ["held_until"],
            unique=False,
            sqlite_where=sa.text("state = 'held'"),
            postgresql_where=sa.text("state = 'held'"),
        )
        batch_op.create_index(batch_op.f("ix_appointments_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(
            "ix_appointments_holder_held",
            ["holder"],
            unique=False,
            sqlite_where=sa.text("state = 'held'"),
            postgresql_where=sa.text("state = 'held'"),
        )
        batch_op.create_index("ix_appointments_office_day", ["office_key", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointments_phone"), ["phone"], unique=False)

    op.create_table(
        "desk_services",
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("service_key", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["desk_id"], ["desks.id"], name=op.f("fk_desk_services_desk_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["service_key"], ["services.key"], name=op.f("fk_desk_services_service_key")),
        sa.PrimaryKeyConstraint("desk_id", "service_key", name=op.f("pk_desk_services")),
    )
    op.create_table(
        "occupancy",
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("desk_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("w0", sa.BigInteger(), nullable=False),
        sa.Column("w1", sa.BigInteger(), nullable=False),
        sa.Column("w2", sa.BigInteger(), nullable=False),
        sa.Column("w3", sa.BigInteger(), nullable=False),
        sa.Column("w4", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_occupancy_desk_id")),
        sa.PrimaryKeyConstraint("day", "desk_id", name=op.f("pk_occupancy")),
    )
    op.create_table(
        "opening_series_desks",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "\"use\" IN ('public', 'phone', 'same_day', 'staff')",
            name=op.f("ck_opening_series_desks_known_use"),
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_opening_series_desks_desk_id")),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["opening_series.id"],
            name=op.f("fk_opening_series_desks_series_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("series_id", "desk_id", name=op.f("pk_opening_series_desks")),
    )
    op.create_table(
        "ticket_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.String(length=240), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_ticket_events_agent_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_events_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_events")),
    )
    with op.batch_alter_table("ticket_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_events_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "walk_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_key", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.String(length=64), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_by", sa.String(length=64), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_walk_ins_desk_id")),
        sa.ForeignKeyConstraint(["office_key"], ["offices.key"], name=op.f("fk_walk_ins_office_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_ins")),
        sa.UniqueConstraint("office_key", "day", "number", name=op.f("uq_walk_ins_office_key_day_number")),
    )
    op.create_table(
        "agent_languages",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.staff_id"], name=op.f("fk_agent_languages_agent_id")),
        sa.PrimaryKeyConstraint("agent_id", "language", name=op.f("pk_agent_languages")),
    )
    op.create_table(
        "agent_skills",
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("skill", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.staff_id"], name=op.f("fk_agent_skills_agent_id")),
        sa.PrimaryKeyConstraint("agent_id", "skill", name=op.f("pk_agent_skills")),
    )
    op.create_table(
        "appointment_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("via", sa.String(length=64), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_appointment_events_appointment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_events")),
    )
    with op.batch_alter_table("appointment_events", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appointment_events_appointment_id"), ["appointment_id"], unique=False
        )

    op.create_table(
        "claims",
        sa.Column("desk_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cell", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_claims_appointment_id")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_claims_desk_id")),
        sa.PrimaryKeyConstraint("desk_id", "cell", name=op.f("pk_claims")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claims_appointment_id"), ["appointment_id"], unique=False)
        batch_op.create_index(
            "ix_claims_due",
            ["held_until"],
            unique=False,
            sqlite_where=sa.text("held_until IS NOT NULL"),
            postgresql_where=sa.text("held_until IS NOT NULL"),
        )

    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("to_number", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carrier_id", sa.String(length=64), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_notices_appointment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_appointment_id"), ["appointment_id"], unique=False)
        batch_op.create_index(
            "ix_notices_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )

    op.create_table(
        "ticket_rings",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=240), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("give_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.staff_id"], name=op.f("fk_ticket_rings_agent_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_rings_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "attempt", name=op.f("pk_ticket_rings")),
    )
    op.create_table(
        "waiting_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_key", sa.String(length=60), nullable=False),
        sa.Column("office_key", sa.String(length=40), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("wish", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_waiting_list_appointment_id")
        ),
        sa.ForeignKeyConstraint(["office_key"], ["offices.key"], name=op.f("fk_waiting_list_office_key")),
        sa.ForeignKeyConstraint(["service_key"], ["services.key"], name=op.f("fk_waiting_list_service_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_list")),
    )
    with op.batch_alter_table("waiting_list", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_list_appointment_id"), ["appointment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_waiting_list_phone"), ["phone"], unique=False)
        batch_op.create_index(
            "ix_waiting_list_waiting",
            ["service_key"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "waiting_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("hold_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["waiting_list.id"], name=op.f("fk_waiting_offers_entry_id")),
        sa.ForeignKeyConstraint(["hold_id"], ["appointments.id"], name=op.f("fk_waiting_offers_hold_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_offers")),
        sa.UniqueConstraint("hold_id", name=op.f("uq_waiting_offers_hold_id")),
    )
    with op.batch_alter_table("waiting_offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waiting_offers_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            "ix_waiting_offers_open",
            ["until"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("waiting_offers", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_waiting_offers_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_waiting_offers_entry_id"))

    op.drop_table("waiting_offers")
    with op.batch_alter_table("waiting_list", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_waiting_list_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(batch_op.f("ix_waiting_list_phone"))
        batch_op.drop_index(batch_op.f("ix_waiting_list_appointment_id"))

    op.drop_table("waiting_list")
    op.drop_table("ticket_rings")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_notices_due",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_notices_appointment_id"))

    op.drop_table("notices")
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_claims_due",
            sqlite_where=sa.text("held_until IS NOT NULL"),
            postgresql_where=sa.text("held_until IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_claims_appointment_id"))

    op.drop_table("claims")
    with op.batch_alter_table("appointment_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_events_appointment_id"))

    op.drop_table("appointment_events")
    op.drop_table("agent_skills")
    op.drop_table("agent_languages")
    op.drop_table("walk_ins")
    with op.batch_alter_table("ticket_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_events_ticket_id"))

    op.drop_table("ticket_events")
    op.drop_table("opening_series_desks")
    op.drop_table("occupancy")
    op.drop_table("desk_services")
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointments_phone"))
        batch_op.drop_index("ix_appointments_office_day")
        batch_op.drop_index(
            "ix_appointments_holder_held",
            sqlite_where=sa.text("state = 'held'"),
            postgresql_where=sa.text("state = 'held'"),
        )
        batch_op.drop_index(batch_op.f("ix_appointments_ends_at"))
        batch_op.drop_index(
            "ix_appointments_due",
            sqlite_where=sa.text("state = 'held'"),
            postgresql_where=sa.text("state = 'held'"),
        )

    op.drop_table("appointments")
    with op.batch_alter_table("agents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agents_wants_state"))

    op.drop_table("agents")
    op.drop_table("turns")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_tickets_live_call",
            sqlite_where=sa.text("state IN ('waiting', 'ringing', 'connected')"),
            postgresql_where=sa.text("state IN ('waiting', 'ringing', 'connected')"),
        )
        batch_op.drop_index(batch_op.f("ix_tickets_talked_until"))
        batch_op.drop_index("ix_tickets_order_of_the_queue")
        batch_op.drop_index(batch_op.f("ix_tickets_call_sid"))

    op.drop_table("tickets")
    with op.batch_alter_table("rule_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rule_changes_office_key"))

    op.drop_table("rule_changes")
    with op.batch_alter_table("opening_series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opening_series_office_key"))

    op.drop_table("opening_series")
    with op.batch_alter_table("office_services", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_services_office_key"))

    op.drop_table("office_services")
    with op.batch_alter_table("freed_places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_freed_places_look_at"))

    op.drop_table("freed_places")
    op.drop_table("desks")
    with op.batch_alter_table("closures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closures_office_key"))

    op.drop_table("closures")
    with op.batch_alter_table("api_replays", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_replays_at"))

    op.drop_table("api_replays")
    op.drop_table("api_limits")
    op.drop_table("staff")
    op.drop_table("sign_in_tries")
    op.drop_table("services")
    op.drop_table("offices")
    with op.batch_alter_table("incoming_texts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incoming_texts_sender"))
        batch_op.drop_index(batch_op.f("ix_incoming_texts_at"))

    op.drop_table("incoming_texts")
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index("ix_calls_started_at")
        batch_op.drop_index("ix_calls_open")

    op.drop_table("calls")
    op.drop_table("api_clients")
