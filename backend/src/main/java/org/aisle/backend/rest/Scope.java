package org.aisle.backend.rest;

import java.util.Set;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceGroups;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The app or device that a path names, or the 404 that says it does not exist. */
@Component
class Scope {

  private final Apps apps;
  private final DeviceTemplates templates;
  private final Devices devices;
  private final DeviceGroups groups;

  Scope(Apps apps, DeviceTemplates templates, Devices devices, DeviceGroups groups) {
    this.apps = apps;
    this.templates = templates;
    this.devices = devices;
    this.groups = groups;
  }

  App app(String id) {
    if (AppId.isValid(id)) {
      var app = apps.find(new AppId(id));
      if (app.isPresent()) {
        return app.get();
      }
    }
    throw unknownApp(id);
  }

  static RefusedRequest unknownApp(String id) {
    return RefusedRequest.notFound(
        "app.unknown", "There is no app %s: create it first.".formatted(Texts.quoted(id)));
  }

  Device device(String app, String id) {
    AppId known = app(app).id();
    if (DeviceId.isValid(id)) {
      var device = devices.find(new DeviceRef(known, new DeviceId(id)));
      if (device.isPresent()) {
        return device.get();
      }
    }
    throw unknownDevice(app, id);
  }

  /** The template that a parameter names by DTMI, or by last segment; 400 when there is none. */
  DeviceTemplate template(AppId app, String name) {
    return templates
        .resolve(app, name)
        .orElseThrow(
            () ->
                RefusedRequest.badRequest(
                    "template.unknown",
                    "No device template %s is published here.".formatted(Texts.quoted(name))));
  }

  /** The devices of the group that a parameter names; null for all, 400 when there is no such. */
  @Nullable Set<String> members(AppId app, @Nullable String group) {
    if (group == null) {
      return null;
    }
    Set<String> members =
        groups.find(app, group).isEmpty() ? null : groups.members(app, Set.of(group)).get(group);
    if (members == null) {
      throw RefusedRequest.badRequest(
          "group.unknown",
          "There is no device group %s: list them to see which there are."
              .formatted(Texts.quoted(group)));
    }
    return members;
  }

  static RefusedRequest unknownDevice(String app, String id) {
    return RefusedRequest.notFound(
        "device.unknown",
        "The app %s has no device %s: register it first.".formatted(app, Texts.quoted(id)));
  }
}
