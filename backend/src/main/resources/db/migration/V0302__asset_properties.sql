-- What is known of assets: types with properties, their values over time, and bindings that never overlap.

create table aisle.asset_type (
  app      text not null references aisle.app on delete cascade,
  id       text not null,
  name     text not null,
  position bigint generated always as identity,
  model    text not null,
  dtdl     text not null,
  primary key (app, id)
);

alter table aisle.asset
  add column type text,
  add foreign key (app, type) references aisle.asset_type (app, id);

-- Every value a property of an asset had, by the time from which it holds.
create table aisle.asset_property_history (
  app     text        not null,
  asset   text        not null,
  path    text        not null,
  held_at timestamptz not null,
  value   text        not null,
  primary key (app, asset, path, held_at),
  foreign key (app, asset) references aisle.asset (app, id) on delete cascade
);

-- A device is attached to one asset at a time. The hash stands for app and device, since text has
-- no GiST operators without an extension.
alter table aisle.device_binding add constraint device_binding_overlap exclude using gist (
  numrange(hashtextextended(app || '/' || device, 0)::numeric,
           hashtextextended(app || '/' || device, 0)::numeric, '[]') with &&,
  tstzrange(bound_from, bound_to) with &&
);
