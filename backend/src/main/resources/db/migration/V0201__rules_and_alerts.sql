-- The corners of a place that is no circle, as [[lat, lon], …]; null for a circle.
alter table aisle.place add column outline text;

-- The rules in force. A removed rule has no row; its revisions and alerts stay.
create table aisle.rule (
  app        text        not null references aisle.app on delete cascade,
  id         text        not null,
  revision   int         not null check (revision > 0),
  name       text        not null,
  template   text        not null,
  definition text        not null,
  enabled    boolean     not null,
  since      timestamptz,
  changed_by text        not null,
  changed_at timestamptz not null,
  primary key (app, id)
);

-- Who changed which rule when; definition is null where it was removed.
create table aisle.rule_revision (
  app        text        not null references aisle.app on delete cascade,
  id         text        not null,
  revision   int         not null,
  definition text,
  changed_by text        not null,
  changed_at timestamptz not null,
  primary key (app, id, revision)
);

-- Up to which revision what a rule raised stands, whatever readings come.
create table aisle.ended_rule (
  app      text not null references aisle.app on delete cascade,
  rule     text not null,
  revision int  not null,
  primary key (app, rule)
);

-- started_at, raised_at, cleared_at are event times, all others the server's.
-- severity: 0 information, 1 warning, 2 critical.
create table aisle.alert (
  id              bigint      generated always as identity primary key,
  app             text        not null references aisle.app on delete cascade,
  device          text        not null,
  rule            text        not null,
  revision        int         not null,
  rule_name       text        not null,
  device_name     text        not null,
  asset           text,
  place           text,
  started_at      timestamptz not null,
  raised_at       timestamptz not null,
  cleared_at      timestamptz,
  clearing        text check (clearing in ('CONDITION', 'SCHEDULE', 'DATA_AGAIN', 'MOMENTARY', 'RULE_CHANGED')),
  severity        smallint    not null check (severity between 0 and 2),
  severities      text        not null,
  evidence        text        not null,
  state           text        not null check (state in ('ACTIVE', 'ACKNOWLEDGED', 'CLEARED', 'CLOSED', 'WITHDRAWN')),
  silence         text check (silence in ('DEVICE', 'UPLINK', 'UNKNOWN')),
  told_at         timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  assignee        text,
  shelved_until   timestamptz,
  rested_at       timestamptz,
  reason          text,
  check ((cleared_at is null) = (clearing is null)),
  check (state not in ('ACTIVE', 'ACKNOWLEDGED') or cleared_at is null),
  check (state not in ('CLEARED', 'CLOSED') or cleared_at is not null)
) with (fillfactor = 80);
create unique index alert_occurrence on aisle.alert (app, device, rule, revision, started_at)
  where state <> 'WITHDRAWN';
create index alert_lasting on aisle.alert (app, severity desc, started_at desc, id desc)
  where cleared_at is null and state <> 'WITHDRAWN';
create index alert_resting on aisle.alert (rested_at) where state = 'CLEARED';
create index on aisle.alert (app, started_at desc, id desc);
create index on aisle.alert (app, severity desc, started_at desc, id desc);
create index on aisle.alert (app, device, started_at desc);
create index on aisle.alert (app, rule, started_at desc);

-- Never changed.
create table aisle.alert_event (
  id       bigint      generated always as identity primary key,
  alert    bigint      not null references aisle.alert on delete cascade,
  at       timestamptz not null,
  kind     text        not null,
  by       text,
  sentence text        not null
);
create index on aisle.alert_event (alert, id);
