-- Device groups: saved queries. Until now they were what the app's template named.
create table aisle.device_group (
  app        text        not null references aisle.app on delete cascade,
  id         text        not null,
  position   bigint generated always as identity,
  name       text        not null,
  query      text        not null,
  revision   int         not null default 1 check (revision > 0),
  changed_by text        not null,
  changed_at timestamptz not null,
  primary key (app, id)
);

-- The last of each id that was removed, so that its revisions go on and whoever still edits it is told.
create table aisle.removed_device_group (
  app        text        not null references aisle.app on delete cascade,
  id         text        not null,
  revision   int         not null,
  removed_by text        not null,
  removed_at timestamptz not null,
  primary key (app, id)
);

update aisle.app set origin = jsonb_set(origin::jsonb, '{groups}', coalesce((
  select jsonb_agg(jsonb_build_object('id', g ->> 'id', 'name', g ->> 'name', 'query', coalesce((
      select string_agg('property.' || w.key || ' == "'
        || replace(replace(w.value, '\', '\\'), '"', '\"') || '"', ' && ' order by w.key)
      from jsonb_each_text(g -> 'where') w), 'known(device)')) order by n)
  from jsonb_array_elements(origin::jsonb -> 'groups') with ordinality as e (g, n)), '[]'::jsonb))::text
where origin is not null and jsonb_typeof(origin::jsonb -> 'groups') = 'array';

insert into aisle.device_group (app, id, name, query, changed_by, changed_at)
select a.id, g ->> 'id', g ->> 'name', g ->> 'query', 'app template', a.created_at
from aisle.app a, jsonb_array_elements(a.origin::jsonb -> 'groups') with ordinality as e (g, n)
where a.origin is not null and jsonb_typeof(a.origin::jsonb -> 'groups') = 'array'
order by a.id, n
on conflict do nothing;
