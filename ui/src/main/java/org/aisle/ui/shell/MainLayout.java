package org.aisle.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.aisle.backend.access.Access;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AppThemes;
import org.aisle.backend.registry.Apps;
import org.aisle.templates.app.AppTemplate.Theme;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** The frame of every page but sign-in: app switcher, navigation, breadcrumbs, user menu. */
@Layout
@PermitAll
public final class MainLayout extends AppLayout implements AfterNavigationObserver {

  private final Apps apps;
  private final AppThemes themes;
  private final List<AppNavigation> entries;
  private final Div switcher = new Div();
  private final SideNav navigation = new SideNav();
  private final OrderedList crumbs = new OrderedList();
  private final Div notice = new Div();
  private final Access access;
  private final AuthenticationContext authentication;

  public MainLayout(
      Apps apps,
      AppThemes themes,
      List<AppNavigation> entries,
      Access access,
      AuthenticationContext authentication) {
    this.apps = apps;
    this.themes = themes;
    this.entries = entries.stream().sorted(Comparator.comparingInt(AppNavigation::order)).toList();
    this.access = access;
    this.authentication = authentication;
    setPrimarySection(Section.DRAWER);
    addToDrawer(brand(), new Scroller(new Div(switcher, navigation)), person());
    addToNavbar(skipLink(), toggle(), trail(), notice);
    notice.addClassName("first-start");
  }

  private static Component skipLink() {
    Anchor skip = new Anchor("#page", "Skip to the page");
    skip.addClassName("skip-link");
    skip.getElement()
        .executeJs(
            """
            this.setAttribute('router-ignore', '');
            this.addEventListener('click', function (e) {
              e.preventDefault();
              var page = document.getElementById('page');
              if (page) { page.focus(); }
            });
            """);
    return skip;
  }

  private static Component toggle() {
    DrawerToggle toggle = new DrawerToggle();
    toggle.setAriaLabel("Navigation");
    return toggle;
  }

  private static Component brand() {
    RouterLink home = new RouterLink();
    home.getElement().setAttribute("href", "");
    home.addClassName("brand");
    Span mark = new Span();
    mark.addClassName("brand-mark");
    mark.getElement().setAttribute("aria-hidden", "true");
    home.add(mark, new Span("Aisle"));
    return home;
  }

  private Component trail() {
    Nav trail = new Nav(crumbs);
    trail.getElement().setAttribute("aria-label", "Breadcrumbs");
    trail.addClassName("trail");
    return trail;
  }

  private Component person() {
    String name = authentication.getPrincipalName().orElse("Signed out");
    String role =
        authentication.getGrantedRoles().stream()
            .findFirst()
            .map(r -> r.charAt(0) + r.substring(1).toLowerCase(Locale.ROOT))
            .orElse("");
    Avatar avatar = new Avatar(name);
    avatar.getElement().setAttribute("aria-hidden", "true");
    avatar.setTooltipEnabled(false);
    Span who = new Span(name);
    who.addClassName("person-name");
    Span what = new Span(role);
    what.addClassName("person-role");
    Div words = new Div(who, what);
    words.addClassName("person-words");
    Div face = new Div(avatar, words);
    face.addClassName("person");
    MenuBar menu = new MenuBar();
    menu.addThemeVariants(MenuBarVariant.AURA_TERTIARY);
    menu.addClassName("person-menu");
    MenuItem item = menu.addItem(face);
    item.setAriaLabel("Account and colours of " + name);
    scheme(item, "Colours of the system", "");
    scheme(item, "Light", "light");
    scheme(item, "Dark", "dark");
    item.getSubMenu().addSeparator();
    item.getSubMenu().addItem("Sign out", click -> authentication.logout());
    return menu;
  }

  private void scheme(MenuItem menu, String label, String choice) {
    menu.getSubMenu()
        .addItem(label, click -> getElement().executeJs("window.aisle.scheme($0)", choice));
  }

  @Override
  public void showRouterLayoutContent(HasElement content) {
    super.showRouterLayoutContent(content);
    content.getElement().setAttribute("id", "page").setAttribute("tabindex", "-1");
    if (!"main".equals(content.getElement().getTag())) {
      content.getElement().setAttribute("role", "main");
    }
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    Optional<App> app =
        event
            .getRouteParameters()
            .get("app")
            .filter(AppId::isValid)
            .map(AppId::new)
            .flatMap(apps::find);
    String path = event.getLocation().getPath();
    Optional<AppNavigation> current =
        app.flatMap(a -> entries.stream().filter(e -> under(path, e.path(a.id()))).findFirst());
    showSwitcher(app.orElse(null));
    showNavigation(app.orElse(null), path);
    showCrumbs(app.orElse(null), current.orElse(null), event);
    showNotice(path);
  }

  private static boolean under(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }

  private void showSwitcher(@Nullable App current) {
    switcher.removeAll();
    List<App> all = apps.all();
    switcher.addClassName("app-switch");
    if (current == null || all.isEmpty()) {
      getStyle().remove("--app-accent");
      return;
    }
    Theme theme = themes.of(current.id());
    getStyle().set("--app-accent", theme.accent());
    Select<App> select = new Select<>();
    select.setAriaLabel("App");
    select.addClassName("app-switcher");
    select.setItems(all);
    select.setItemLabelGenerator(App::name);
    select.setValue(current);
    select.setWidthFull();
    select.addValueChangeListener(
        change -> {
          if (change.isFromClient() && change.getValue() != null && !entries.isEmpty()) {
            getUI().ifPresent(ui -> ui.navigate(entries.getFirst().path(change.getValue().id())));
          }
        });
    switcher.add(new AppMark(current, theme), select);
  }

  private void showNavigation(@Nullable App app, String path) {
    navigation.removeAll();
    if (app != null) {
      for (AppNavigation entry : entries) {
        SideNavItem item =
            new SideNavItem(entry.label(), entry.path(app.id()), entry.icon().create());
        item.setMatchNested(true);
        entry.badge(app.id()).ifPresent(item::setSuffixComponent);
        navigation.addItem(item);
      }
    }
    navigation.addItem(new SideNavItem("All apps", "", VaadinIcon.GRID_BIG.create()));
    navigation.getElement().setAttribute("aria-label", "Main");
  }

  private void showCrumbs(
      @Nullable App app, @Nullable AppNavigation entry, AfterNavigationEvent event) {
    crumbs.removeAll();
    Object view = event.getActiveChain().isEmpty() ? null : event.getActiveChain().getFirst();
    String own = view instanceof Crumb c ? c.crumb() : null;
    if (app == null) {
      crumb("Apps", own == null ? null : "", own == null);
      if (own != null) {
        crumb(own, null, true);
      }
      return;
    }
    crumb("Apps", "", false);
    crumb(app.name(), entries.getFirst().path(app.id()), false);
    if (entry != null) {
      crumb(entry.label(), own == null ? null : entry.path(app.id()), own == null);
    }
    if (own != null) {
      crumb(own, null, true);
    }
  }

  private void crumb(String text, @Nullable String path, boolean here) {
    ListItem item = new ListItem();
    if (path == null) {
      Span span = new Span(text);
      item.add(span);
      if (here) {
        span.getElement().setAttribute("aria-current", "page");
      }
    } else {
      Anchor anchor = new Anchor(path.isEmpty() ? "." : path, text);
      anchor.getElement().setAttribute("router-link", "");
      item.add(anchor);
    }
    crumbs.add(item);
  }

  /** Reminds whoever came by a link, on a server without accounts, to make one. */
  private void showNotice(String path) {
    notice.removeAll();
    boolean show =
        authentication.hasRole("ADMINISTRATOR")
            && access.firstStart()
            && !Objects.equals(path, "welcome");
    notice.setVisible(show);
    if (show) {
      Span why = new Span("The link you came by works once.");
      why.addClassName("first-start-why");
      Button make = new Button("Create your account", VaadinIcon.KEY.create());
      make.addThemeNames("small");
      make.addClickListener(click -> make.getUI().ifPresent(ui -> ui.navigate("welcome")));
      notice.add(why, make);
    }
  }
}
