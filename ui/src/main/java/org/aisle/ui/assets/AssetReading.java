package org.aisle.ui.assets;

import org.aisle.backend.imports.Imports;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.AssetBook;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.springframework.stereotype.Component;

/** Everything that pages about assets ask. */
@Component
record AssetReading(
    Assets assets,
    AssetBook book,
    AssetTypeCatalogue types,
    Devices devices,
    DeviceTemplates templates,
    Telemetry telemetry,
    AssetWhere.Ground ground,
    Imports imports) {}
