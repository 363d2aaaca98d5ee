package org.aisle.templates.dtdl;

import org.jspecify.annotations.Nullable;

/** A change of a model's own entries; what is inherited or stands in a component is not its own. */
public sealed interface ModelEdit {

  /** Puts it behind the last of its kind. */
  record AddField(FieldDraft field) implements ModelEdit {}

  /** Makes the field {@code name} what {@code field} says; that may rename it. */
  record ChangeField(String name, FieldDraft field) implements ModelEdit {}

  record RemoveField(String name) implements ModelEdit {}

  /** Puts it behind the last derived field. */
  record AddDerived(DerivedDraft field) implements ModelEdit {}

  /** Makes the derived field {@code name} what {@code field} says; that may rename it. */
  record ChangeDerived(String name, DerivedDraft field) implements ModelEdit {}

  record RemoveDerived(String name) implements ModelEdit {}

  /** Puts it behind the last command. */
  record AddCommand(CommandDraft command) implements ModelEdit {}

  /** Makes the command {@code name} what {@code command} says; that may rename it. */
  record ChangeCommand(String name, CommandDraft command) implements ModelEdit {}

  record RemoveCommand(String name) implements ModelEdit {}

  /** Puts it behind the last component. */
  record AddComponent(ComponentDraft component) implements ModelEdit {}

  /** The component's interface stays in the text. */
  record RemoveComponent(String name) implements ModelEdit {}

  /** The model's display name in its first language. */
  record Rename(String displayName) implements ModelEdit {}

  /** The model's description in its first language, or none. */
  record Describe(@Nullable String description) implements ModelEdit {}

  /** The version after the semicolon of the model's id. */
  record SetVersion(int version) implements ModelEdit {}
}
