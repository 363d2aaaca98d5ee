-- What rules and derived fields have made of the readings so far.

-- changes counts the writes to a device's rows in a table. due_from is the oldest instant that was
-- written or marked and is not known to be evaluated. derived_from names the table of the readings
-- from which a row of derived fields follows; it is null for readings.
alter table aisle.latest
  add column changes bigint not null default 0,
  add column due_from timestamptz,
  add column derived_from text;
update aisle.latest set due_from = timestamptz '0001-01-01 00:00:00Z';

-- Where the evaluation of a device stands; written behind, so it may be older than what was judged.
create table aisle.evaluation (
  app       text        not null,
  device    text        not null,
  tbl       text        not null,
  through   timestamptz,
  changes   bigint      not null,
  judged_at timestamptz not null,
  wake_at   timestamptz,
  state     bytea       not null,
  primary key (app, device, tbl),
  foreign key (app, device) references aisle.device (app, id) on delete cascade
) with (fillfactor = 50);
create index on aisle.evaluation (wake_at) where wake_at is not null;

-- Where it stood earlier, ever sparser, so that late readings need not be evaluated from the first.
create table aisle.evaluation_checkpoint (
  app     text        not null,
  device  text        not null,
  tbl     text        not null,
  through timestamptz not null,
  state   bytea       not null,
  primary key (app, device, tbl, through),
  foreign key (app, device) references aisle.device (app, id) on delete cascade
);

-- The rules whose devices were marked to be evaluated with them.
create table aisle.evaluated_rule (
  app      text not null references aisle.app on delete cascade,
  rule     text not null,
  revision int  not null,
  template text not null,
  primary key (app, rule)
);

-- Every value a property had, by event time; aisle.device_property holds the latest.
create table aisle.property_history (
  app         text        not null,
  device      text        not null,
  path        text        not null,
  observed_at timestamptz not null,
  value       text        not null,
  primary key (app, device, path, observed_at),
  foreign key (app, device) references aisle.device (app, id) on delete cascade
);
insert into aisle.property_history (app, device, path, observed_at, value)
select app, device, path, observed_at, value from aisle.device_property;
