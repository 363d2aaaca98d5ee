package org.aisle.backend.evaluation;

import java.util.function.Function;
import org.aisle.templates.definition.Field;

/**
 * A derived field ready to be computed. Immutable.
 *
 * @param slot where its value goes in the frame
 * @param every in microseconds
 * @param gap in microseconds
 * @param begins gives each device its own state of it
 * @param definition stands for how it is defined, with all that it may build on
 */
record DerivedProgram(
    Field field,
    int slot,
    long every,
    long gap,
    Function<Surroundings, DerivedRun> begins,
    long definition) {}
