package org.aisle.templates.rule;

/** How much an alert matters, least first. */
public enum Severity {
  INFORMATION,
  WARNING,
  CRITICAL
}
