package org.aisle.backend.rules;

import org.aisle.templates.identity.AppId;

/** Published as a Spring event after rules of the app were created, changed or removed. */
public record RulesChanged(AppId app) {}
