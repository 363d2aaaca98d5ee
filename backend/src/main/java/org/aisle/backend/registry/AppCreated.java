package org.aisle.backend.registry;

import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.identity.AppId;

/**
 * Published as a Spring event inside the transaction that creates an app from a template; who
 * listens adds his part to it, and an exception undoes the whole.
 */
public record AppCreated(AppId app, AppTemplate origin) {}
