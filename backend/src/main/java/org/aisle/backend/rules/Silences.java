package org.aisle.backend.rules;

import java.time.Instant;
import java.time.ZoneOffset;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells a silent device from a silent uplink by what arrived: its companions are its gateway and
 * the other devices behind that, or without a gateway the other devices of its place.
 */
@Component
class Silences {

  private final JdbcClient jdbc;

  Silences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whose silence it is: the device's own when a companion was heard after {@code since}. */
  Silence of(DeviceRef device, Instant since) {
    return jdbc.sql(
            """
            with me as (
                select d.via, (select pb.place
                  from aisle.device_binding db join aisle.place_binding pb
                    on pb.app = db.app and pb.asset = db.asset and pb.bound_from <= :since and (pb.bound_to is null or pb.bound_to > :since)
                  where db.app = d.app and db.device = d.id and db.bound_from <= :since and (db.bound_to is null or db.bound_to > :since)) as place
                from aisle.device d where d.app = :app and d.id = :device),
              companion as (
                select d.id from aisle.device d, me
                where d.app = :app and d.id <> :device and me.via in (d.id, d.via)
                union
                select db.device from me
                  join aisle.place_binding pb
                    on pb.app = :app and pb.place = me.place and pb.bound_from <= :since and (pb.bound_to is null or pb.bound_to > :since)
                  join aisle.device_binding db
                    on db.app = pb.app and db.asset = pb.asset and db.bound_from <= :since and (db.bound_to is null or db.bound_to > :since)
                where me.via is null and db.device <> :device)
            select count(*) as companions,
              count(*) filter (where l.received_at > :since) as heard
            from companion c join aisle.latest l
              on l.app = :app and l.device = c.id and l.derived_from is null
            """)
        .param("app", device.app().value())
        .param("device", device.device().value())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(
            (row, number) ->
                row.getLong("heard") > 0
                    ? Silence.DEVICE
                    : row.getLong("companions") > 0 ? Silence.UPLINK : Silence.UNKNOWN)
        .single();
  }
}
