import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Page } from "../components/page.tsx";
import { Lab } from "../features/lab/lab.tsx";

const route = getRouteApi("/lab");

/** `/lab?surface=beale&…`: for anybody; the address is all there is to share. */
export default function LabPage() {
  const address = route.useSearch();
  const navigate = useNavigate();
  return (
    <Page
      wide
      title="Lab"
      lead="The library's optimizers on a loss surface. The address of this page holds all you chose: copy it to share it."
    >
      <Lab
        address={address}
        onAddress={(search) => void navigate({ to: "/lab", search, replace: true, resetScroll: false })}
      />
    </Page>
  );
}
