-- The pictures of an app's dashboards, as its app template brought them.
create table aisle.app_image (
  app     text  not null references aisle.app on delete cascade,
  name    text  not null,
  kind    text  not null check (kind in ('PNG', 'JPEG', 'WEBP', 'SVG')),
  content bytea not null,
  primary key (app, name)
);
