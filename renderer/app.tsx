import { CollectionDialogs } from "./collections/collection-dialogs.tsx";
import { EnvironmentDialog } from "./environment/environment-dialog.tsx";
import { ImportDialog } from "./exchange/import-dialog.tsx";
import { Header } from "./header/header.tsx";
import { ChannelzDialog } from "./health/channelz-dialog.tsx";
import { HealthDialog } from "./health/health-dialog.tsx";
import { Help } from "./palette/help.tsx";
import { Palette } from "./palette/palette.tsx";
import { PayloadView } from "./payload/payload-view.tsx";
import { RequestView } from "./request/request-view.tsx";
import { SchemaDialogs } from "./schema/schema-dialogs.tsx";
import { Side } from "./side/side.tsx";
import { StartView } from "./start/start-view.tsx";
import { layout, overlay } from "./state/stores.ts";
import { useActiveTab } from "./state/use-current.ts";
import { useSize } from "./state/use-size.ts";
import { useStore } from "./state/use-store.ts";
import { StatusBar } from "./status/status-bar.tsx";
import { TabBar } from "./tabs/tab-bar.tsx";
import { Splitter } from "./ui/splitter.tsx";

/** The window. */
export function App() {
  const sideVisible = useStore(layout, (state) => state.sideVisible);
  const open = useStore(overlay, (state) => state);
  const side = useSize("sideWidth");
  return (
    <>
      <Header />
      <div className="body">
        {sideVisible ? (
          <aside className="side-place" aria-label="Sidebar" style={{ width: side.value }}>
            <Side />
            <Splitter
              label="Width of the sidebar"
              orientation="vertical"
              step={16}
              fromDrag={(start, pixels) => start + pixels}
              {...side}
            />
          </aside>
        ) : null}
        <Main />
      </div>
      <StatusBar />
      {open === "palette" ? <Palette /> : null}
      {open === "help" ? <Help /> : null}
      {open === "import" ? <ImportDialog /> : null}
      <SchemaDialogs />
      <EnvironmentDialog />
      <CollectionDialogs />
      <ChannelzDialog />
      <HealthDialog />
    </>
  );
}

function Main() {
  const tab = useActiveTab();
  return (
    <main className="main">
      {tab === undefined ? null : <TabBar />}
      {tab === undefined ? <StartView /> : null}
      {tab?.kind === "request" ? <RequestView draft={tab} /> : null}
      {tab?.kind === "payload" ? <PayloadView key={tab.id} draft={tab} /> : null}
    </main>
  );
}
