package org.aisle.ui.dashboard;

import org.aisle.backend.alerts.Alerts;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.registry.PropertyTimes;
import org.aisle.ui.map.PlannedRoutes;
import org.springframework.stereotype.Component;

/** Where the tiles that show things ask. */
@Component
record ThingSources(
    Alerts alerts, FleetHistory history, PropertyTimes properties, PlannedRoutes routes) {}
