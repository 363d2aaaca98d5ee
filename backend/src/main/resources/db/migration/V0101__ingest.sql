-- What the write side keeps beside the readings themselves.

-- The newest value of every field of every device, in event time.
create table aisle.latest (
  app         text        not null,
  device      text        not null,
  tbl         text        not null,
  observed_at timestamptz not null,
  received_at timestamptz not null,
  fields      jsonb       not null,
  extra       jsonb       not null,
  primary key (app, device, tbl)
) with (fillfactor = 50);

-- Refused messages, bounded per device and per app. app is null when named_app did not exist.
create table aisle.rejection (
  id           bigint generated always as identity primary key,
  app          text references aisle.app on delete cascade,
  named_app    text,
  device       text,
  at           timestamptz not null,
  code         text        not null,
  field        text,
  sentence     text        not null,
  topic        text,
  client       text,
  payload      bytea       not null,
  payload_size integer     not null
);
create index on aisle.rejection (app, device, at desc, id desc);
create index on aisle.rejection (app, at desc, id desc);

create table aisle.rejection_count (
  app   text   primary key references aisle.app on delete cascade,
  total bigint not null
);
