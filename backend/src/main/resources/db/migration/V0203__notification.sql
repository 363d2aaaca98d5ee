-- Where notifications go. The secret signs what a webhook gets.
create table aisle.destination (
  app        text        not null references aisle.app on delete cascade,
  id         text        not null,
  name       text        not null,
  channel    text        not null,
  secret     text,
  changed_at timestamptz not null,
  primary key (app, id)
);

-- Events of alerts that nobody has been told of yet: filled in the transaction that writes the
-- event, so that none is missed, and emptied in the one that writes what follows from it.
create table aisle.alert_heard (
  event bigint   primary key references aisle.alert_event on delete cascade,
  tries smallint not null default 0
);

create function aisle.hear_alert_events() returns trigger language plpgsql as $$
begin
  insert into aisle.alert_heard (event)
  select id from fresh where kind not in ('NOTIFIED', 'COMMENTED', 'ASSIGNED');
  return null;
end
$$;

create trigger alert_heard after insert on aisle.alert_event
  referencing new table as fresh for each statement execute function aisle.hear_alert_events();

-- One message to one destination. It is open, and takes more, until sealed_at, when it is first
-- tried. delivery is what a receiver can tell repeats by.
create table aisle.dispatch (
  id           bigint      generated always as identity primary key,
  delivery     uuid        not null unique default gen_random_uuid(),
  app          text        not null references aisle.app on delete cascade,
  destination  text        not null,
  bundle       text        not null,
  status       text        not null default 'WAITING' check (status in ('WAITING', 'SENT', 'DEAD')),
  created_at   timestamptz not null,
  due_at       timestamptz not null,
  next_at      timestamptz not null,
  sealed_at    timestamptz,
  ended_at     timestamptz,
  attempts     int         not null default 0,
  failure_code text,
  failure      text
);
create index dispatch_due on aisle.dispatch (next_at) where status = 'WAITING';
create index dispatch_lane on aisle.dispatch (app, destination, next_at) where status = 'WAITING';
create index dispatch_bundle on aisle.dispatch (app, destination, bundle, id desc);
create index on aisle.dispatch (app, id desc);
create index on aisle.dispatch (ended_at) where status <> 'WAITING';

-- What is to be told of one alert. The unique key keeps anything from being told twice; it stays,
-- without body, when the message is forgotten.
create table aisle.notice (
  id          bigint generated always as identity primary key,
  alert       bigint not null references aisle.alert on delete cascade,
  destination text   not null,
  key         text   not null,
  kind        text   not null,
  dispatch    bigint references aisle.dispatch on delete set null,
  body        text,
  unique (alert, destination, key)
);
create index on aisle.notice (dispatch);

-- Whom to remind of what until somebody acknowledges.
create table aisle.reminder (
  alert       bigint      not null references aisle.alert on delete cascade,
  destination text        not null,
  number      int         not null default 1,
  next_at     timestamptz not null,
  primary key (alert, destination)
);
create index on aisle.reminder (next_at);
