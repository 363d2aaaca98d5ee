-- What is known of roll-ups: sums per device and hour or day, kept beside the readings.

-- Who writes a reading observed before rolled_to marks its time as due; what is later is not summed
-- up yet. From hours_from on there are sums per hour too; null where there are only days.
alter table aisle.latest
  add column rolled_to timestamptz,
  add column hours_from timestamptz;

-- Stretches whose sums are not true at the moment; whoever asks reads the readings instead.
create table aisle.rollup_due (
  id       bigint generated always as identity primary key,
  app      text        not null,
  tbl      text        not null,
  device   text        not null,
  due_from timestamptz not null,
  due_to   timestamptz not null
);
create index on aisle.rollup_due (app, tbl, device);

-- Since when a table's readings are all kept; sums that begin earlier are not used.
create table aisle.rollup_kept (
  app       text        not null,
  tbl       text        not null,
  kept_from timestamptz not null,
  primary key (app, tbl)
);
