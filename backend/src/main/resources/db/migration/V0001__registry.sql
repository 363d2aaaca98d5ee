create schema if not exists aisle;

create table aisle.app (
  id                text primary key,
  name              text not null,
  template          text,
  zone              text not null,
  retention_seconds bigint check (retention_seconds > 0),
  origin            text,
  created_at        timestamptz not null
);

create table aisle.organisation (
  app      text not null references aisle.app on delete cascade,
  id       text not null,
  name     text not null,
  parent   text,
  position int  not null,
  primary key (app, id),
  foreign key (app, parent) references aisle.organisation (app, id)
);

create table aisle.place (
  app           text not null references aisle.app on delete cascade,
  id            text not null,
  name          text not null,
  organisation  text,
  kind          text not null,
  lat           double precision not null check (lat between -90 and 90),
  lon           double precision not null check (lon between -180 and 180),
  radius_metres double precision not null check (radius_metres > 0),
  address       text,
  primary key (app, id),
  foreign key (app, organisation) references aisle.organisation (app, id)
);

-- One row per published version; never updated.
create table aisle.device_template (
  app          text not null references aisle.app on delete cascade,
  id           text not null,
  dtdl         text not null,
  position     bigint generated always as identity,
  published_at timestamptz not null,
  primary key (app, id)
);

create table aisle.dashboard (
  app        text not null references aisle.app on delete cascade,
  id         text not null,
  position   int  not null,
  definition text not null,
  primary key (app, id)
);

create table aisle.device (
  app        text    not null references aisle.app on delete cascade,
  id         text    not null,
  name       text    not null,
  template   text    not null,
  enabled    boolean not null default true,
  gateway    boolean not null,
  via        text,
  simulated  boolean not null,
  created_at timestamptz not null,
  salt       bytea   not null,
  hash       bytea   not null,
  primary key (app, id),
  foreign key (app, template) references aisle.device_template (app, id),
  foreign key (app, via) references aisle.device (app, id) on delete set null (via)
);
create index on aisle.device (app, via);
create index on aisle.device (app, template);

-- The latest by observed_at is the truth, whether a device reported it or a person set it.
create table aisle.device_property (
  app         text not null,
  device      text not null,
  path        text not null,
  value       text not null,
  observed_at timestamptz not null,
  primary key (app, device, path),
  foreign key (app, device) references aisle.device (app, id) on delete cascade
);

create table aisle.asset (
  app  text not null references aisle.app on delete cascade,
  id   text not null,
  name text not null,
  kind text not null,
  primary key (app, id)
);

create table aisle.device_binding (
  app        text not null,
  asset      text not null,
  device     text not null,
  bound_from timestamptz not null,
  bound_to   timestamptz,
  primary key (app, device, bound_from),
  check (bound_to > bound_from),
  foreign key (app, asset) references aisle.asset (app, id) on delete cascade,
  foreign key (app, device) references aisle.device (app, id) on delete cascade
);
create unique index device_binding_open on aisle.device_binding (app, device) where bound_to is null;
create index on aisle.device_binding (app, asset);

create table aisle.place_binding (
  app        text not null,
  asset      text not null,
  place      text not null,
  bound_from timestamptz not null,
  bound_to   timestamptz,
  primary key (app, asset, bound_from),
  check (bound_to > bound_from),
  foreign key (app, asset) references aisle.asset (app, id) on delete cascade,
  foreign key (app, place) references aisle.place (app, id) on delete cascade
);
create unique index place_binding_open on aisle.place_binding (app, asset) where bound_to is null;
