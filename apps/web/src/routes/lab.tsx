import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Page } from "../components/page.tsx";
import { Lab } from "../features/lab/lab.tsx";

const route = getRouteApi("/lab");

/** What races somebody's own code is loaded when it is wanted. */
async function openOwn(account: string, module: string) {
  const [{ OwnCode }, { default: program }] = await Promise.all([
    import("../features/workbench/own-code.ts"),
    import("../workers/race/own/own-program.ts?lab"),
  ]);
  return OwnCode.open(account, module, program);
}

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
