package org.aisle.templates.rule;

/**
 * What is wrong with a rule.
 *
 * @param key where: {@code when.condition}
 * @param code stable, {@code rule.condition-type}
 * @param sentence what is wrong and what to do
 */
public record RuleFault(String key, String code, String sentence) {}
