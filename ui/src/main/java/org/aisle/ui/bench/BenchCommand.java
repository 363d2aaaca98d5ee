package org.aisle.ui.bench;

import picocli.CommandLine.Command;

/** Measurements that start what they need. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures how fast Aisle is on this machine.",
    subcommands = {IngestCommand.class, BrokerCommand.class})
public final class BenchCommand {}
