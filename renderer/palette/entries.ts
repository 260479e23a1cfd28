/** Everything the command palette can find, from what is open. */

import type { NamedSymbol } from "../../core/contract/schema.ts";
import type { SchemaSummary } from "../../core/contract/views.ts";
import { chooseSchemaFiles, openConnection } from "../actions/connect.ts";
import { openPayload } from "../actions/payload.ts";
import { trySample } from "../actions/sample.ts";
import { cancelActive, sendActive } from "../actions/send.ts";
import { closeRequest, openMethod, openRequest } from "../actions/tabs.ts";
import { chooseCollection } from "../collections/actions.ts";
import { saveActive } from "../collections/save.ts";
import { saveWholeApi } from "../collections/whole-api.ts";
import { desktop } from "../engine/desktop.ts";
import { editVariables } from "../environment/environment-pill.tsx";
import { openImport } from "../exchange/actions.ts";
import { shareActive } from "../exchange/share.ts";
import { splitMethod } from "../format/method-kind.ts";
import { openChannelz } from "../health/channelz-dialog.tsx";
import { openHealth } from "../health/health-dialog.tsx";
import { openSchemaDialog } from "../schema/dialogs.ts";
import { openDocs } from "../schema/docs/open-docs.ts";
import type { Connection } from "../state/connections.ts";
import { activateTab, activeTab, type Draft, reopenTab } from "../state/drafts.ts";
import type { InspectorPane } from "../state/layout.ts";
import { serverOf } from "../state/servers.ts";
import { connections, drafts, layout, overlay } from "../state/stores.ts";
import { tabTitle } from "../tabs/tab-title.ts";

/** One thing the palette finds, and what choosing it does. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: "action" | "request" | NamedSymbol["kind"];
  readonly label: string;
  /** Said small at the right: where it is, or its key. */
  readonly place: string;
  readonly run: () => void;
}

/** Entries in the order they are offered before anything is typed. */
export function paletteEntries(
  tabs: readonly Draft[],
  connection: Connection | undefined,
): readonly PaletteEntry[] {
  const schema = connection?.schema;
  return [
    ...ACTIONS,
    ...(connection === undefined ? [] : schemaActions(connection)),
    ...tabs.map(tabEntry),
    ...(connection === undefined || schema === undefined ? [] : methodEntries(connection.id, schema)),
  ];
}

function action(label: string, place: string, run: () => unknown): PaletteEntry {
  return { id: `action ${label}`, group: "action", label, place, run: () => void run() };
}

/** The connection of the tab in front, or one that is none: the server is then that of the request. */
function connectionInFront(): string {
  return activeTab(drafts.get())?.connectionId || connections.get().lastId || "none";
}

function showInspector(inspectorPane: InspectorPane): void {
  layout.update((now) => ({ ...now, inspectorVisible: true, inspectorPane }));
}

const ACTIONS: readonly PaletteEntry[] = [
  action("Send", "Ctrl Enter", sendActive),
  action("Cancel the call", "Esc", cancelActive),
  action("Compare channels", "", () => showInspector("compare")),
  action("Repeat the call many times", "", () => showInspector("repeat")),
  action("Health of the server…", "", () => openHealth(connectionInFront())),
  action("Connections of the server (channelz)…", "", () => openChannelz(connectionInFront())),
  action("New request", "Ctrl T", openRequest),
  action("Paste a payload", "", () => openPayload()),
  action("Save", "Ctrl S", saveActive),
  action("Open a collection…", "", chooseCollection),
  action("Save every method as a collection…", "", saveWholeApi),
  action("Import requests…", "", () => openImport()),
  action("Share the request as one file…", "", shareActive),
  action("Environments and variables…", "", editVariables),
  action("Start the sample server", "", trySample),
  action("Open .proto files…", "", () => chooseSchemaFiles("proto")),
  action("Open a descriptor set…", "", () => chooseSchemaFiles("descriptor-set")),
  action("Close tab", "Ctrl W", () => closeRequest(drafts.get().activeId)),
  action("Reopen closed tab", "Ctrl Shift T", () => drafts.update(reopenTab)),
  action("Toggle sidebar", "Ctrl B", () =>
    layout.update((now) => ({ ...now, sideVisible: !now.sideVisible })),
  ),
  action("Toggle inspector", "Ctrl J", () =>
    layout.update((now) => ({ ...now, inspectorVisible: !now.inspectorVisible })),
  ),
  action("Theme: system", "", () => desktop().setTheme("system")),
  action("Theme: dark", "", () => desktop().setTheme("dark")),
  action("Theme: light", "", () => desktop().setTheme("light")),
  action("Keys and help", "F1", () => overlay.update(() => "help")),
];

function schemaActions({ id, schema }: Connection): readonly PaletteEntry[] {
  const dialog = (label: string, kind: "sources" | "compare" | "export") =>
    action(label, "", () => openSchemaDialog({ kind, connectionId: id }));
  return [
    action("Read the schema again", "", () => openConnection(id)),
    dialog("Schema sources…", "sources"),
    ...(schema === undefined
      ? []
      : [dialog("Compare schemas…", "compare"), dialog("Export the schema…", "export")]),
  ];
}

function tabEntry(tab: Draft): PaletteEntry {
  return {
    id: `tab ${tab.id}`,
    group: "request",
    label: tabTitle(tab),
    place: tab.kind === "request" ? serverOf(tab.servers, tab.channel).target : "payload",
    run: () => drafts.update((state) => activateTab(state, tab.id)),
  };
}

function methodEntries(connectionId: string, schema: SchemaSummary): readonly PaletteEntry[] {
  return schema.services.flatMap((service) =>
    service.methods.map((method) => ({
      id: `method ${method.fullName}`,
      group: "method" as const,
      label: method.name,
      place: splitMethod(method.fullName).service,
      run: () => void openMethod(connectionId, method.fullName),
    })),
  );
}

/** Types, fields and values that the engine found by name. */
export function nameEntries(schemaId: string, names: readonly NamedSymbol[]): readonly PaletteEntry[] {
  return names.map(({ symbol, kind, name, container }) => ({
    id: `${kind} ${symbol}`,
    group: kind,
    label: name,
    place: container,
    run: () => openDocs(schemaId, kind === "field" || kind === "enum-value" ? container : symbol),
  }));
}
