-- A gateway may act for every device of its app, beside those whose via it is.
alter table aisle.device add column serves_app boolean not null default false;

-- The gateways that run on their own, in a store or a truck; each is a device as well.
create table aisle.gateway (
  app          text not null,
  id           text not null,
  enrolled_at  timestamptz,
  seen_at      timestamptz,
  version      text,
  -- When a second process last spoke with its credentials.
  duplicate_at timestamptz,
  primary key (app, id),
  foreign key (app, id) references aisle.device (app, id) on delete cascade
);

-- One-time tokens, as SHA-256; kept for a while after their end so that their end can be told.
create table aisle.gateway_token (
  hash       bytea primary key,
  app        text not null,
  gateway    text not null,
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  ended      text check (ended in ('used', 'replaced')),
  foreign key (app, gateway) references aisle.gateway (app, id) on delete cascade
);
create index on aisle.gateway_token (app, gateway);
