-- How an app looks; the logo is one of its pictures. An app without a row looks plain.
create table aisle.app_theme (
  app    text primary key references aisle.app on delete cascade,
  accent text not null,
  icon   text not null,
  logo   text
);

insert into aisle.app_theme (app, accent, icon)
select id, origin::jsonb #>> '{theme,accent}', origin::jsonb #>> '{theme,icon}'
from aisle.app
where origin::jsonb #>> '{theme,accent}' is not null
  and origin::jsonb #>> '{theme,icon}' is not null;

-- How much of the past its simulated devices make up first; null is what the server does usually.
alter table aisle.app add column history_seconds bigint check (history_seconds >= 0);
