package org.aisle.backend.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrganisationsTest {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final Organisations organisations = RegistryServer.get(Organisations.class);
  private final Assets assets = RegistryServer.get(Assets.class);
  private AppId app = new AppId("organisations");

  @BeforeEach
  void create() {
    app = new AppId("organisations-" + NEXT.incrementAndGet());
    done(RegistryServer.get(Apps.class).create(app.value(), "A", null));
    put("company", null);
    put("north", "company");
    put("south", "company");
    put("berlin", "north");
    Place shop = new Place("shop", "Shop", "berlin", "store", 1, 2, 9, null);
    done(RegistryServer.get(Places.class).put(app, shop, null, "ada"));
  }

  @Test
  void an_organisation_is_created_renamed_and_moved_and_never_stands_below_itself() {
    done(organisations.put(app, new Organisation("berlin", "Berlin and Potsdam", "south")));
    assertThat(organisations.all(app))
        .contains(new Organisation("berlin", "Berlin and Potsdam", "south"));
    Outcome<Organisation> circle =
        organisations.put(app, new Organisation("company", "company", "berlin"));
    assertThat(problems(circle))
        .containsExactly(
            new Problem(
                "organisation.cycle",
                "'company' would stand below itself: company → south → Berlin and Potsdam."
                    + " Choose a parent that is not below it."));
    assertThat(codes(organisations.put(app, new Organisation("a", " ", "nowhere"))))
        .containsExactly("organisation.name-invalid", "organisation.parent-unknown");
    assertThat(codes(organisations.put(app, new Organisation("north", "N", "north"))))
        .containsExactly("organisation.cycle");
  }

  @Test
  void parents_come_before_their_children_whatever_the_order() {
    done(organisations.order(app, List.of("berlin", "south", "north")));
    assertThat(organisations.all(app))
        .extracting(Organisation::id)
        .containsExactly("company", "south", "north", "berlin");
    assertThat(codes(organisations.order(app, List.of("berlin", "berlin", "moon"))))
        .containsExactly("organisation.unknown", "organisation.twice");
  }

  @Test
  void the_tree_is_no_deeper_than_anybody_can_read() {
    String parent = "berlin";
    for (int depth = 4; depth <= 12; depth++) {
      put("d" + depth, parent);
      parent = "d" + depth;
    }
    assertThat(codes(organisations.put(app, new Organisation("d13", "D", "d12"))))
        .containsExactly("organisation.too-deep");
    assertThat(codes(organisations.put(app, new Organisation("north", "N", "south"))))
        .containsExactly("organisation.too-deep");
  }

  @Test
  void what_holds_something_is_only_removed_when_that_moves() {
    assertThat(problems(remove("north", null)))
        .containsExactly(
            new Problem(
                "organisation.in-use",
                "'north' holds the organisation 'berlin'. Move them first, or say where they go with moveTo."));
    assertThat(problems(remove("berlin", null)).getFirst().sentence()).contains("the place 'Shop'");
    assertThat(codes(remove("north", "berlin"))).containsExactly("organisation.parent-unknown");
    assertThat(codes(remove("north", "moon"))).containsExactly("organisation.parent-unknown");
    done(remove("north", "south"));
    assertThat(organisations.all(app)).contains(new Organisation("berlin", "berlin", "south"));
    done(remove("berlin", ""));
    assertThat(assets.places(app)).extracting(Place::organisation).containsOnlyNulls();
    assertThat(organisations.remove(app, "berlin", null)).isEmpty();
  }

  private Outcome<Organisation> remove(String id, @Nullable String moveTo) {
    Optional<Outcome<Organisation>> removed = organisations.remove(app, id, moveTo);
    return removed.orElseThrow();
  }

  private void put(String id, @Nullable String parent) {
    done(organisations.put(app, new Organisation(id, id, parent)));
  }

  private static List<Problem> problems(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?> done -> List.of();
      case Outcome.Refused<?>(var problems) -> problems;
    };
  }

  private static List<String> codes(Outcome<?> outcome) {
    return problems(outcome).stream().map(Problem::code).toList();
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(var problems) -> throw new AssertionError(problems.toString());
    };
  }
}
