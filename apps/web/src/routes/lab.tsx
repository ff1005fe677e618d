import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Page } from "../components/page.tsx";
import { Lab } from "../features/lab/lab.tsx";

const route = getRouteApi("/lab");

/** The workbench's part of it is loaded when somebody's own code is wanted. */
const openOwn = async (account: string, module: string) =>
  (await import("../features/workbench/own-code.ts")).OwnCode.open(account, module);

/** `/lab?surface=beale&…`: for anybody; the address is all there is to share. */
export default function LabPage() {
  const address = route.useSearch();
  const navigate = useNavigate();
  return (
    <Page
      wide
      title="Lab"
      lead="The library's optimizers, and your own, on a loss surface. The address of this page holds all you chose: copy it to share it."
    >
      <Lab
        address={address}
        openOwn={openOwn}
        onAddress={(search) => void navigate({ to: "/lab", search, replace: true, resetScroll: false })}
      />
    </Page>
  );
}
